"""Readmission: an individual act under the same safeguards; what another state is told goes through the disclosure gate alone."""
