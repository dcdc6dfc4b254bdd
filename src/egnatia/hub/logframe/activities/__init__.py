"""Activities: who does what until when, whether it can be done, and how far it is."""
