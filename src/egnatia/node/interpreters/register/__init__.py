"""The register of interpreters: profile, vetting, skills, hours, premises; and what of it is offered to the pool."""
