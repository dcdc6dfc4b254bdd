"""Results of a framework, and what may keep it from them."""
