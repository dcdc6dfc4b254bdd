"""A synthetic but plausible population that goes through the real actions. Demonstrations and tests only."""
