"""The caseload of the asylum authority: who might take which case, how the backlog may go on, and what is recognised."""
