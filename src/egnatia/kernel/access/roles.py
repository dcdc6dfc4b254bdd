"""Roles: what kind of work somebody does. A role allows nothing by itself; an action or a page names the roles that it is for."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    BORDER_OFFICER = "BORDER_OFFICER"
    SCREENING_OFFICER = "SCREENING_OFFICER"
    MEDICAL_STAFF = "MEDICAL_STAFF"
    PROTECTION_OFFICER = "PROTECTION_OFFICER"
    CHILD_PROTECTION_OFFICER = "CHILD_PROTECTION_OFFICER"
    REGISTRATION_OFFICER = "REGISTRATION_OFFICER"
    ASYLUM_CASEWORKER = "ASYLUM_CASEWORKER"
    RETURN_OFFICER = "RETURN_OFFICER"
    SERVICE_PROVIDER = "SERVICE_PROVIDER"
    RECEPTION_OFFICER = "RECEPTION_OFFICER"
    INTEGRATION_OFFICER = "INTEGRATION_OFFICER"
    REFERRAL_COORDINATOR = "REFERRAL_COORDINATOR"
    RETURN_COUNSELLOR = "RETURN_COUNSELLOR"
    REINTEGRATION_PARTNER = "REINTEGRATION_PARTNER"
    RETURN_MONITOR = "RETURN_MONITOR"
    GUARDIAN = "GUARDIAN"
    STATISTICIAN = "STATISTICIAN"
    RELEASE_APPROVER = "RELEASE_APPROVER"
    ADMINISTRATOR = "ADMINISTRATOR"
    INTERPRETING_COORDINATOR = "INTERPRETING_COORDINATOR"
    INTERPRETER = "INTERPRETER"
    POOL_COORDINATOR = "POOL_COORDINATOR"
    TRAINING_COORDINATOR = "TRAINING_COORDINATOR"
    ANALYST = "ANALYST"
    PROGRAMME_OFFICER = "PROGRAMME_OFFICER"
    PROGRAMME_PARTNER = "PROGRAMME_PARTNER"
    LEGAL_OFFICER = "LEGAL_OFFICER"
    DATA_PROTECTION_OFFICER = "DATA_PROTECTION_OFFICER"
    SYSTEM = "SYSTEM"


LABELS = {
    Role.BORDER_OFFICER: _("Border police officer"),
    Role.SCREENING_OFFICER: _("Screening officer"),
    Role.MEDICAL_STAFF: _("Medical staff"),
    Role.PROTECTION_OFFICER: _("Protection officer"),
    Role.CHILD_PROTECTION_OFFICER: _("Child protection officer"),
    Role.REGISTRATION_OFFICER: _("Registration officer"),
    Role.ASYLUM_CASEWORKER: _("Asylum caseworker"),
    Role.RETURN_OFFICER: _("Return officer"),
    Role.SERVICE_PROVIDER: _("Service provider"),
    Role.RECEPTION_OFFICER: _("Reception officer"),
    Role.INTEGRATION_OFFICER: _("Integration officer"),
    Role.REFERRAL_COORDINATOR: _("Coordinator of the referral mechanism"),
    Role.RETURN_COUNSELLOR: _("Counsellor for voluntary return"),
    Role.REINTEGRATION_PARTNER: _("Reintegration partner"),
    Role.RETURN_MONITOR: _("Monitor of forced returns"),
    Role.GUARDIAN: _("Guardian of children"),
    Role.STATISTICIAN: _("Statistician"),
    Role.RELEASE_APPROVER: _("Approver of releases"),
    Role.ADMINISTRATOR: _("Administrator"),
    Role.INTERPRETING_COORDINATOR: _("Coordinator of interpreters"),
    Role.INTERPRETER: _("Interpreter"),
    Role.POOL_COORDINATOR: _("Coordinator of the interpreter pool"),
    Role.TRAINING_COORDINATOR: _("Coordinator of training"),
    Role.ANALYST: _("Regional analyst"),
    Role.PROGRAMME_OFFICER: _("Programme officer"),
    Role.PROGRAMME_PARTNER: _("Officer of a partner of the programme"),
    Role.LEGAL_OFFICER: _("Legal officer"),
    Role.DATA_PROTECTION_OFFICER: _("Data protection officer"),
    Role.SYSTEM: _("The system"),
}
# Anybody who works with people: whom a wish for asylum may be told to.
FIELD_STAFF = frozenset(
    {
        Role.BORDER_OFFICER,
        Role.SCREENING_OFFICER,
        Role.MEDICAL_STAFF,
        Role.PROTECTION_OFFICER,
        Role.CHILD_PROTECTION_OFFICER,
        Role.REGISTRATION_OFFICER,
        Role.ASYLUM_CASEWORKER,
        Role.RETURN_OFFICER,
        Role.SERVICE_PROVIDER,
        Role.RECEPTION_OFFICER,
        Role.INTEGRATION_OFFICER,
        Role.REFERRAL_COORDINATOR,
        Role.RETURN_COUNSELLOR,
    }
)
# A guardian too, who sees the cases of the own children alone.
WITH_GUARDIANS = FIELD_STAFF | {Role.GUARDIAN}
EVERYONE = frozenset(Role) - {Role.SYSTEM}
