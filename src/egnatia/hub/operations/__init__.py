"""Seats on return operations: calls and offers of nodes, in bands. Nobody, no nationality, no day."""
