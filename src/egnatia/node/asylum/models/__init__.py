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
    Superseded,
    Withdrawal,
)
from egnatia.node.asylum.models.decision import IN_FULL, NEGATIVE, WITHOUT_MERITS, Appeal, CourtOutcome, Decision, Outcome, StatusGround
from egnatia.node.asylum.models.evidence import Analysis, Fact, Finding, Piece
from egnatia.node.asylum.models.interview import Comment, Interview, Recording, Stage, StageMark
from egnatia.node.asylum.models.quality import Mark, Marked, Part, Review, Sample

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
    "Mark",
    "Marked",
    "Outcome",
    "Part",
    "Piece",
    "Postponement",
    "Recording",
    "Review",
    "Route",
    "RouteChoice",
    "Sample",
    "Stage",
    "StageMark",
    "StatusGround",
    "Superseded",
    "Withdrawal",
]
