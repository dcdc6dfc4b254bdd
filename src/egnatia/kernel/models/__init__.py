"""What the kernel records. No table here holds a migrant's data in readable form; the hub runs the same kernel."""

from egnatia.kernel.models.access import AccessLog
from egnatia.kernel.models.case import CaseFile, CaseNumber, ClockRow, DoneAction, Event, GateRecord, Grant, Task
from egnatia.kernel.models.desk import Draft, SavedFilter
from egnatia.kernel.models.keys import SubjectKey
from egnatia.kernel.models.national import NationalDocument, NationalOutcome, NationalProgramme, NationalSource, NationalStep
from egnatia.kernel.models.people_here import Training, Unit, User
from egnatia.kernel.models.rules import Authority, CalendarDay, Jurisdiction, ListRow, RuleRow

__all__ = [
    "AccessLog",
    "Authority",
    "CalendarDay",
    "CaseFile",
    "CaseNumber",
    "ClockRow",
    "DoneAction",
    "Draft",
    "Event",
    "GateRecord",
    "Grant",
    "Jurisdiction",
    "ListRow",
    "NationalDocument",
    "NationalOutcome",
    "NationalProgramme",
    "NationalSource",
    "NationalStep",
    "RuleRow",
    "SavedFilter",
    "SubjectKey",
    "Task",
    "Training",
    "Unit",
    "User",
]
