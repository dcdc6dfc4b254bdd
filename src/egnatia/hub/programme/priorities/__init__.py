"""Future programming: priorities collected from everybody, ranked in the open, decided."""
