"""An edition into mail: HTML and plain text, once per variant, without network."""
