"""Certificates: issued with the session, signed as Open Badges 3.0, revoked by two officers, and checked by anybody who has one."""
