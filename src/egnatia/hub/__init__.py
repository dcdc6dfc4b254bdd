"""The regional hub: no migrant's data."""
