"""A plan on paper, as a document of an office program, and as a calendar."""
