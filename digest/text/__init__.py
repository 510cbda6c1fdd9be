"""Tools for text: cleaning, sentences, similarity. Pure functions on strings and values."""
