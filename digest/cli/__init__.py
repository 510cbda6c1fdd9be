"""The commands: one function each, a few lines over the pipeline."""
