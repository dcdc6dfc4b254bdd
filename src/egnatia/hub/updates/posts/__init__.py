"""News and the cooperation update: assembled or written, finished by an editor, looked at by a second one, published."""
