"""Who works here. For administrators alone, and without any person's data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access import log
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import LABELS, Role
from egnatia.kernel.codes import languages
from egnatia.kernel.codes.sorting import sort_key
from egnatia.kernel.models import CaseFile, Training, Unit, User
from egnatia.kernel.subjects import Row, Section
from egnatia.staff.models import StaffAccount, UnitRecord


@dataclass(frozen=True)
class Member:
    """One line of the administration page."""

    account: StaffAccount
    roles: list[Any]
    factors: int
    sessions: int


def role_labels(roles: list[str]) -> list[Any]:
    return [LABELS[Role(one)] for one in roles]


def _per_user(rows: QuerySet[Any]) -> dict[UUID, int]:
    return dict(rows.values_list("user_id").annotate(number=Count("pk")).values_list("user_id", "number"))


def members(actor: Actor) -> list[Member]:
    """All accounts on record, by unit and name; logged."""
    found = StaffAccount.objects.select_related("case", "user__unit", "wanted_unit")
    accounts = sorted(found, key=lambda one: (sort_key(one.wanted_unit.name), sort_key(one.display_name)))
    factors = _per_user(Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES))
    sessions = _per_user(UserSession.objects.all())
    log.write(actor, log.Operation.QUERY, "staff.members", purpose=Purpose.ADMINISTRATION, result_count=len(accounts))
    return [
        Member(
            one,
            role_labels(one.user.roles if one.user else one.wanted_roles),
            factors.get(one.user_id, 0) if one.user_id else 0,
            sessions.get(one.user_id, 0) if one.user_id else 0,
        )
        for one in accounts
    ]


def units() -> list[Unit]:
    return sorted(Unit.objects.annotate(staff=Count("user")), key=lambda one: (one.kind, sort_key(one.name)))


def account_of(case: CaseFile) -> StaffAccount:
    return StaffAccount.objects.select_related("user__unit", "wanted_unit").get(pk=case.pk)


def _name_of(user: UUID | None) -> str:
    return (User.objects.filter(pk=user).values_list("display_name", flat=True).first() if user else None) or "–"


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    """What holds and what is proposed, side by side."""
    account = account_of(case)
    user = account.user
    found = []
    if user is not None:
        rows = [
            Row(_("User name"), user.username),
            Row(_("Unit"), user.unit.name),
            Row(_("Roles"), ", ".join(str(one) for one in role_labels(user.roles)) or "–"),
            Row(_("Languages"), ", ".join(map(languages.name, user.languages)) or "–"),
            Row(_("May sign in"), _("yes") if user.is_active else _("no"), "done" if user.is_active else "warn"),
            Row(_("Last sign-in"), user.last_login or "–"),
        ]
        found.append(Section(_("What holds now"), rows))
        passed = [
            Row(one.get_module_display(), f"{one.passed_on} – {one.until or _('for good')} · {one.noted_by}", "warn" if one.is_over else "done")
            for one in Training.objects.filter(user=user).order_by("module")
        ]
        found.append(Section(_("Trainings"), passed or [Row(_("None noted"), "")]))
    if case.state in {"proposed", "change_proposed"}:
        rows = [
            Row(_("User name"), account.username),
            Row(_("Unit"), account.wanted_unit.name),
            Row(_("Roles"), ", ".join(str(one) for one in role_labels(account.wanted_roles)) or "–"),
            Row(_("New start"), _("yes") if account.wants_new_start or user is None else _("no")),
            Row(_("Proposed by"), _name_of(account.proposed_by)),
            Row(_("Reason"), account.reason or "–"),
        ]
        found.append(Section(_("What is proposed"), rows, _("It holds from the moment that another administrator grants it.")))
    return found


def unit_sections(case: CaseFile, actor: Actor) -> list[Section]:
    record = UnitRecord.objects.get(pk=case.pk)
    rows = [
        Row(_("Code"), record.code),
        Row(_("Name"), record.name),
        Row(_("Kind"), Unit.Kind(record.kind).label),
        Row(_("Border section"), record.border_section or "–"),
        Row(_("Proposed by"), _name_of(record.proposed_by)),
    ]
    return [Section(_("Unit"), rows)]


def administrators(*, locked: bool = False) -> int:
    """Accounts that may administer now: those that also see accounts. ``locked``: until the end of the transaction nobody else ends one."""
    found = User.objects.filter(is_active=True, roles__contains=[Role.ADMINISTRATOR], unit__kind=Unit.Kind.ADMINISTRATION)
    return len(list(found.select_for_update(of=("self",)).order_by("pk"))) if locked else found.count()
