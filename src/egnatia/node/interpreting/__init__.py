"""Requests for interpreters and what came of them. Nothing that an interpreter is told here says who the person is (FR-30)."""
