"""What a person must be told, in a language they understand; and the library of leaflets, tools and guides, with their translations."""
