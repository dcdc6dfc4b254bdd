"""Intention, registration: a wish for asylum is recorded at once by anybody, registered by the authority, never counted as one."""
