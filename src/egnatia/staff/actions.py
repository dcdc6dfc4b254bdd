"""Effects on accounts and units. What is granted is what was proposed, nothing else."""

from __future__ import annotations

import uuid

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from egnatia.kernel.access.actor import SYSTEM, Actor, seeing_all
from egnatia.kernel.engine import refusals
from egnatia.kernel.engine.run import grant as grant_sight
from egnatia.kernel.engine.run import open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile, Training, Unit, User
from egnatia.staff import inputs, procedure
from egnatia.staff.models import StaffAccount, UnitRecord

_RECORD = uuid.UUID("2f8d3f0e-8a53-4c0e-8a77-6d0f4a9be001")


def administration() -> Unit:
    """The unit whose members see accounts and units."""
    return Unit.objects.get_or_create(code="ADMIN", defaults={"name": "Administration of this deployment", "kind": Unit.Kind.ADMINISTRATION})[0]


def _account(case: CaseFile) -> StaffAccount:
    return StaffAccount.objects.select_for_update().get(pk=case.pk)


@procedure.PROPOSE.effect
def propose(case: CaseFile, data: inputs.ProposeAccount, actor: Actor) -> None:
    """Ask for an account; nobody can sign in with it yet."""
    StaffAccount.objects.create(
        case=case,
        username=data.username,
        display_name=data.display_name,
        email=data.email,
        wanted_unit=Unit.objects.get(code=data.unit),
        wanted_roles=[str(one) for one in data.roles],
        proposed_by=actor.id,
    )
    _show_to_administration(case, "GRANT_ACCOUNT")


def _show_to_administration(case: CaseFile, task: str = "") -> None:
    case.unit_id = administration().pk
    grant_sight(case, case.unit_id, "ADMINISTRATION")
    if task:
        open_task(case, task)


@procedure.RECORD.effect
def record_existing(case: CaseFile, data: inputs.Existing, actor: Actor) -> None:
    """An account made at set-up gets its record. Raises BadInput for a name that nobody has."""
    user = User.objects.filter(username=data.username).first()
    if user is None:
        raise refusals.BadInput({"username": "no such account"})
    StaffAccount.objects.create(
        case=case, user=user, username=user.username, display_name=user.display_name, email=user.email, wanted_unit=user.unit, wanted_roles=user.roles
    )
    _show_to_administration(case)


def take_on_record() -> int:
    """Give each account that has no record one; returns how many. Safe to run again."""
    known = StaffAccount.objects.values("user")
    names = list(User.objects.exclude(pk__in=known.filter(user__isnull=False)).values_list("username", flat=True))
    for name in names:
        record_existing({"username": name}, actor=SYSTEM, key=uuid.uuid5(_RECORD, name))
    return len(names)


@procedure.GRANT.effect
def grant(case: CaseFile, data: inputs.Grant, actor: Actor) -> None:
    """What was proposed holds from now on; sessions begun with other rights end."""
    account = _account(case)
    user = account.user or User(username=account.username, display_name=account.display_name, email=account.email, unit=account.wanted_unit)
    if user.unit_id != account.wanted_unit_id:
        release_cases(user)
    user.unit, user.roles, user.is_active = account.wanted_unit, account.wanted_roles, True
    if account.user is None or account.wants_new_start:
        user.set_password(data.start_password)
        user.must_change_password = True
        Authenticator.objects.filter(user_id=user.pk).delete()
    user.save()
    end_all_sessions(user)
    account.user, account.wants_new_start = user, False
    account.save()


@procedure.PROPOSE_CHANGE.effect
def propose_change(case: CaseFile, data: inputs.ProposeChange, actor: Actor) -> None:
    """Ask for other rights; the present ones hold until the grant."""
    account = _account(case)
    account.wanted_unit, account.wanted_roles = Unit.objects.get(code=data.unit), [str(one) for one in data.roles]
    account.wants_new_start, account.reason, account.proposed_by = data.new_start, data.reason, actor.id
    account.save()
    open_task(case, "GRANT_ACCOUNT")


@procedure.REFUSE.effect
def refuse(case: CaseFile, data: NoInput, actor: Actor) -> str:
    """What was proposed does not come to hold; an account that works goes on as before."""
    account = _account(case)
    if account.user is None:
        account.username = f"{account.username[:40]}~{case.number}"  # the name is free again
        account.save()
        return "refused"
    account.wanted_unit, account.wanted_roles, account.wants_new_start = account.user.unit, account.user.roles, False
    account.save()
    return "active" if account.user.is_active else "suspended"


@procedure.SUSPEND.effect
def suspend(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """Nobody works under this account any more."""
    user = _account(case).user
    assert user is not None
    user.is_active = False
    user.save()
    release_cases(user)
    end_all_sessions(user)


@procedure.END_SESSIONS.effect
def end_sessions(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """All browsers are signed out; the account goes on."""
    user = _account(case).user
    assert user is not None
    end_all_sessions(user)


def release_cases(user: User) -> None:
    """Cases that somebody who left worked on are nobody's again, and show as such in the queue of their unit."""
    with seeing_all():
        CaseFile.objects.filter(holder_id=user.pk).update(holder_id=None)


def end_all_sessions(user: User) -> None:
    for one in UserSession.objects.filter(user_id=user.pk):
        one.end()


@procedure.NOTE_TRAINING.effect
def note_training(case: CaseFile, data: inputs.NoteTraining, actor: Actor) -> None:
    """The newest certificate of a module takes the place of the one before. Raises WrongState for an account that nobody has yet."""
    user = _account(case).user
    if user is None:
        raise refusals.WrongState
    told = {"passed_on": data.passed_on, "until": data.until, "noted_by": actor.name}
    Training.objects.update_or_create(user=user, module=data.module, defaults=told)


@procedure.NOTE_LANGUAGES.effect
def note_languages(case: CaseFile, data: inputs.NoteLanguages, actor: Actor) -> None:
    """Raises WrongState for an account that nobody has yet."""
    user = _account(case).user
    if user is None:
        raise refusals.WrongState
    User.objects.filter(pk=user.pk).update(languages=list(dict.fromkeys(data.spoken)))


@procedure.PROPOSE_UNIT.effect
def propose_unit(case: CaseFile, data: inputs.ProposeUnit, actor: Actor) -> None:
    """Ask for a unit; nothing can be handed to it yet."""
    UnitRecord.objects.create(case=case, code=data.code, name=data.name, kind=data.kind, border_section=data.border_section, proposed_by=actor.id)
    _show_to_administration(case, "GRANT_UNIT")


@procedure.GRANT_UNIT.effect
def grant_unit(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The unit exists: staff can be put into it and cases handed to it."""
    record = UnitRecord.objects.select_for_update().get(pk=case.pk)
    record.unit = Unit.objects.create(code=record.code, name=record.name, kind=record.kind, border_section=record.border_section)
    record.save()


@procedure.REFUSE_UNIT.effect
def refuse_unit(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """The record stays, its code is free again; the unit never comes to be."""
    record = UnitRecord.objects.select_for_update().get(pk=case.pk)
    record.code = f"{record.code[:20]}~{case.number}"
    record.save()
