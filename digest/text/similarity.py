"""How alike texts are: tokens, TF-IDF vectors, cosine."""
