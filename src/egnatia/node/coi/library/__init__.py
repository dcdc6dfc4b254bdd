"""Documents in the database and in the index: taken, divided, found, shown with what was looked for."""
