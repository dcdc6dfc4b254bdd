"""Settings, URLs, entry points: the only floor that sees all others."""
