"""Takes the pictures of the mail and of every page: ``python -m tests.acceptance.pictures FOLDER``.

Runs the demo, leaves today's edition unapproved, serves the desk on loopback and photographs everything at the widths
that people use, light and dark. The README's pictures are two of these.
"""
