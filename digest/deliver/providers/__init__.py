"""Mail providers that take mails over HTTP: one module each says how it is asked and what its answers mean.

``api`` is the transport they share, ``parts`` takes a mail apart for those that do not take it as it is.
"""
