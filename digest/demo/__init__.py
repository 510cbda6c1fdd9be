"""A sample newsroom, and the whole job run on it."""
