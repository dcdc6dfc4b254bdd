"""What is recorded of an examination."""

from egnatia.node.asylum.models.application import (
    Admissibility,
    Application,
    Connection,
    ContactAttempt,
    Extension,
    Ground,
    Ground38,
    Kind,
    Postponement,
    Route,
    RouteChoice,
    Withdrawal,
)
from egnatia.node.asylum.models.decision import IN_FULL, NEGATIVE, WITHOUT_MERITS, Appeal, CourtOutcome, Decision, Outcome, StatusGround
from egnatia.node.asylum.models.evidence import Analysis, Fact, Finding, Piece
from egnatia.node.asylum.models.interview import Comment, Interview, Recording, Stage, StageMark

__all__ = [
    "IN_FULL",
    "NEGATIVE",
    "WITHOUT_MERITS",
    "Admissibility",
    "Analysis",
    "Appeal",
    "Application",
    "Comment",
    "Connection",
    "ContactAttempt",
    "CourtOutcome",
    "Decision",
    "Extension",
    "Fact",
    "Finding",
    "Ground",
    "Ground38",
    "Interview",
    "Kind",
    "Outcome",
    "Piece",
    "Postponement",
    "Recording",
    "Route",
    "RouteChoice",
    "Stage",
    "StageMark",
    "StatusGround",
    "Withdrawal",
]
