"""One process: the minute tick that asks what is due, the web server and the local sender."""
