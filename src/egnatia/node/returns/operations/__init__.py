"""Return operations: a manifest is a list of persons who were each decided on alone; it locks rows and decides nothing."""
