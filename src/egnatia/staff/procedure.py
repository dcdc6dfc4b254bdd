"""Accounts and units of this deployment: one administrator proposes, another grants; suspending is immediate."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.roles import Role
from egnatia.kernel.engine.spec import Action, NoInput, Procedure
from egnatia.staff import gates, inputs

ADMIN = frozenset({Role.ADMINISTRATOR})
P = Purpose.ADMINISTRATION

PROPOSE = Action("propose", _("Propose a new account"), src=(None,), dst="proposed", by=ADMIN, purpose=P, input=inputs.ProposeAccount, step_up=True)
RECORD = Action("record_existing", _("Take an account on record"), src=(None,), dst="active", by=frozenset({Role.SYSTEM}), purpose=P, input=inputs.Existing)
GRANT = Action(
    "grant",
    _("Grant what is proposed"),
    src=("proposed", "change_proposed"),
    dst="active",
    by=ADMIN,
    purpose=P,
    input=inputs.Grant,
    gates=(gates.granted_by_second_person, gates.start_password_given, gates.two_administrators_remain),
    does_task=("GRANT_ACCOUNT",),
    step_up=True,
)
PROPOSE_CHANGE = Action(
    "propose_change",
    _("Propose a change"),
    src=("active", "suspended"),
    dst="change_proposed",
    by=ADMIN,
    purpose=P,
    input=inputs.ProposeChange,
    step_up=True,
    hint=_("Unit, roles, a new start, or the return of a suspended account."),
)
REFUSE = Action(
    "refuse",
    _("Refuse or take back what is proposed"),
    src=("proposed", "change_proposed"),
    dst=("refused", "active", "suspended"),
    by=ADMIN,
    purpose=P,
    input=NoInput,
    does_task=("GRANT_ACCOUNT",),
)
SUSPEND = Action(
    "suspend",
    _("Suspend at once"),
    src=("active", "change_proposed"),
    dst="suspended",
    by=ADMIN,
    purpose=P,
    input=NoInput,
    gates=(gates.two_administrators_remain,),
    does_task=("GRANT_ACCOUNT",),
    hint=_("All sessions end now. One administrator is enough; coming back needs two."),
    step_up=True,
)
END_SESSIONS = Action(
    "end_sessions",
    _("Sign this person out everywhere"),
    src=("active", "change_proposed"),
    dst=None,
    by=ADMIN,
    purpose=P,
    input=NoInput,
    hint=_("After a lost telephone or computer."),
)
NOTE_TRAINING = Action(
    "note_training",
    _("Note a training"),
    src=("active", "change_proposed", "suspended"),
    dst=None,
    by=ADMIN,
    purpose=P,
    input=inputs.NoteTraining,
    parallel=True,
    hint=_("Cases that need it are given to those who have it."),
)
NOTE_LANGUAGES = Action(
    "note_languages",
    _("Note the languages"),
    src=("active", "change_proposed", "suspended"),
    dst=None,
    by=ADMIN,
    purpose=P,
    input=inputs.NoteLanguages,
    parallel=True,
    hint=_("Cases are proposed to those who speak the person's language."),
)
ACCOUNT = Procedure(
    "account",
    _("Account of a member of staff"),
    states={
        "proposed": _("Proposed, waits for a second administrator"),
        "active": _("May work"),
        "change_proposed": _("Change proposed, waits for a second administrator"),
        "suspended": _("Suspended"),
        "refused": _("Refused"),
    },
    actions=(PROPOSE, RECORD, GRANT, PROPOSE_CHANGE, REFUSE, SUSPEND, END_SESSIONS, NOTE_TRAINING, NOTE_LANGUAGES),
    final=frozenset({"refused"}),
    readers=ADMIN,
    series="S",
    tasks={"GRANT_ACCOUNT": _("Grant or refuse an account")},
)

PROPOSE_UNIT = Action("propose", _("Propose a new unit"), src=(None,), dst="proposed", by=ADMIN, purpose=P, input=inputs.ProposeUnit, step_up=True)
GRANT_UNIT = Action(
    "grant",
    _("Grant what is proposed"),
    src=("proposed",),
    dst="granted",
    by=ADMIN,
    purpose=P,
    input=NoInput,
    gates=(gates.granted_by_second_person,),
    does_task=("GRANT_UNIT",),
    step_up=True,
)
REFUSE_UNIT = Action(
    "refuse", _("Refuse or take back what is proposed"), src=("proposed",), dst="refused", by=ADMIN, purpose=P, input=NoInput, does_task=("GRANT_UNIT",)
)
UNIT = Procedure(
    "unit",
    _("Unit"),
    states={"proposed": _("Proposed, waits for a second administrator"), "granted": _("Granted"), "refused": _("Refused")},
    actions=(PROPOSE_UNIT, GRANT_UNIT, REFUSE_UNIT),
    final=frozenset({"granted", "refused"}),
    readers=ADMIN,
    series="S",
    tasks={"GRANT_UNIT": _("Grant or refuse a unit")},
)
