"""What is recorded: hand-overs to an authority, the service directory, referrals to a service."""

from egnatia.node.referral.models.abroad import Arrived, OverBefore, Passage
from egnatia.node.referral.models.directory import Service, Status
from egnatia.node.referral.models.handover import HandOver
from egnatia.node.referral.models.referral import Basis, Closing, Consent, DeclineReason, GivenBy, Override, Package, Priority, Referral, Way, WithdrawalNotice

__all__ = [
    "Arrived",
    "Basis",
    "Closing",
    "Consent",
    "DeclineReason",
    "GivenBy",
    "HandOver",
    "OverBefore",
    "Override",
    "Package",
    "Passage",
    "Priority",
    "Referral",
    "Service",
    "Status",
    "Way",
    "WithdrawalNotice",
]
