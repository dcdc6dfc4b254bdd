"""What is taught with: materials in their versions, and how far each translation is."""
