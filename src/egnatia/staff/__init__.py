"""People who work here: signing in, sessions, and accounts whose roles are granted by a second person. Stands beside the rooms of both deployments."""
