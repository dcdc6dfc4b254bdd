"""Training that multiplies: curriculum, sessions, certificates, and the trainer pool with MARRI as host."""
