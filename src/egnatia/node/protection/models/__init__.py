"""What is recorded to protect a person: needs, guardians, ages, best interests, the search for a family."""

from egnatia.node.protection.models.age import (
    MEDICAL,
    RADIATION,
    RADIATION_FREE,
    AgeAssessment,
    AgeConsent,
    AgeDecision,
    AgeMethod,
    AgeOrder,
    AgeStep,
)
from egnatia.node.protection.models.best_interests import Assessment, BestInterests, Determination, Outcome, PanelMember, Report, Trigger
from egnatia.node.protection.models.guardians import (
    Guardian,
    Guardianship,
    GuardianStrain,
    GuardianTerm,
    MissingChild,
    SearchStep,
    TemporaryGuardian,
)
from egnatia.node.protection.models.needs import CHILD, NEED_TO_KNOW, Category, Indicator, Measure, Need, NeedDecision, NeedsCheck
from egnatia.node.protection.models.tracing import Channel, Tracing, TracingConsent

__all__ = [
    "CHILD",
    "MEDICAL",
    "NEED_TO_KNOW",
    "RADIATION",
    "RADIATION_FREE",
    "AgeAssessment",
    "AgeConsent",
    "AgeDecision",
    "AgeMethod",
    "AgeOrder",
    "AgeStep",
    "Assessment",
    "BestInterests",
    "Category",
    "Channel",
    "Determination",
    "Guardian",
    "GuardianStrain",
    "GuardianTerm",
    "Guardianship",
    "Indicator",
    "Measure",
    "MissingChild",
    "Need",
    "NeedDecision",
    "NeedsCheck",
    "Outcome",
    "PanelMember",
    "Report",
    "SearchStep",
    "TemporaryGuardian",
    "Tracing",
    "TracingConsent",
    "Trigger",
]
