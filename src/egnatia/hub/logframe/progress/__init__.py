"""Reports of partners: drafted, looked at by a second person, approved, returned or revoked."""
