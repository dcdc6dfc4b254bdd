"""Asking the regional pool for an interpreter, what its answers do to a request, and what is never said."""
