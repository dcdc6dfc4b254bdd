"""What comes before somebody travels: identity, documents, fitness, the order."""
