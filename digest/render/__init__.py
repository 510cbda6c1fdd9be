"""An edition into mail: HTML and plain text, once per variant, without network.

``outline`` chooses what a mail shows; ``shown`` holds the values the templates use; ``theme`` how it looks; ``budget``
makes it short enough; ``edition`` and ``notice`` fill in the templates; ``inline`` moves the style sheet into the
tags; ``preflight`` looks for what a mail client or a reader would stumble over.
"""
