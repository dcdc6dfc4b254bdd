"""Kept searches: each new document of the library is compared with them, so that nobody has to look again by hand."""
