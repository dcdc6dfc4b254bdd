"""Fingerprints and faces as sealed containers: taken within the limits of age and dignity, compared by software from outside, never shown or sent."""
