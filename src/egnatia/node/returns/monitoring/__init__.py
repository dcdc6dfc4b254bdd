"""Independent monitoring of forced returns: the monitor's own cases, notebook and findings, and the assessment of gaps of the whole system."""
