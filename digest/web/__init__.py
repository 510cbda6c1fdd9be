"""The editor's desk and the public pages, server-rendered; every page works without JavaScript."""
