"""The interpreters of this node and the regional pool: register, sessions, and the only way to the pool. It knows no person but those who work here."""
