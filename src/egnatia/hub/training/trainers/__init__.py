"""The trainer pool, with MARRI as host: who may teach what, and the half-year that gives them their sessions."""
