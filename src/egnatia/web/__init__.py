"""The shell that every screen stands in. Knows no procedure: what it shows comes from kernel tables and from what rooms register."""
