"""The rows and their queries: one file per noun. Queries take a session and return values or ids, never rows."""
