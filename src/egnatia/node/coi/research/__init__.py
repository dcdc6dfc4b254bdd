"""Questions and reports about a country: asked without saying for whom, answered from the library, read by a second person, published as editions."""
