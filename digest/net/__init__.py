"""The only way out to the network over HTTP: one guarded client for everybody who asks something of a server.

``address`` says what may be connected to, ``client`` makes one request under limits, ``body`` unpacks what comes,
and ``loop`` lets plain functions use it. Redirects are not followed here: who follows one asks anew.
"""
