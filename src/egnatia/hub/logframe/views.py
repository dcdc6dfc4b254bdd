"""Pages of a plan: its logframe, the workbook out and in, prints, calendar, evidence."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from egnatia.hub.logframe import rights, selectors
from egnatia.hub.logframe.activities.procedure import ACTIVITY
from egnatia.hub.logframe.models import Framework
from egnatia.hub.logframe.printing import calendar, document, paper
from egnatia.hub.logframe.progress.selectors import evidence as evidence_of
from egnatia.hub.logframe.sheets.taking import BadBook
from egnatia.hub.logframe.sheets.writing import write
from egnatia.hub.logframe.values import Light, as_text, number
from egnatia.kernel import cases
from egnatia.kernel.access import log
from egnatia.kernel.access.decide import Purpose
from egnatia.kernel.access.middleware import actor_here
from egnatia.kernel.access.urls import for_roles
from egnatia.kernel.engine import refusals
from egnatia.kernel.engine.run import run
from egnatia.kernel.engine.spec import registry
from egnatia.web.forms import sent_files

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
IMPORT = "import_logframe"
# Names end as the kinds of file that are kept do.
ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg", "application/zip": "zip"}


@for_roles(rights.READERS, Purpose.REGIONAL_ANALYSIS)
def plan(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """The logframe with its lights, activities over time, risks, changes."""
    found = selectors.page(actor_here(request), case_id)
    told = {"page": found, "lights": list(Light), "states": ACTIVITY.states, "as_text": as_text, "number": number}
    return render(request, "logframe/plan.html", told)


def attached(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file to be saved under a name."""
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"})


def as_it_came(found: Any) -> HttpResponse:
    """A file that was kept, under its title."""
    return attached(bytes(found.content), found.media_type, f"{found.title}.{ENDINGS.get(found.media_type, 'bin')}")


def _opened(request: HttpRequest, case_id: uuid.UUID) -> Framework:
    case = cases.opened(actor_here(request), case_id)
    found = Framework.objects.select_related("lead", "case").filter(pk=case.pk).first()
    if found is None:
        raise Http404
    return found


@for_roles(rights.READERS, Purpose.REGIONAL_ANALYSIS)
def workbook(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """The logframe as XLSX, to be changed and sent back."""
    found = _opened(request, case_id)
    return attached(write(found), XLSX, f"{found.case.number} logframe.xlsx")


@for_roles(rights.READERS, Purpose.REGIONAL_ANALYSIS)
def printed(request: HttpRequest, case_id: uuid.UUID, kind: str) -> HttpResponse:
    """The plan as PDF, DOCX or iCalendar."""
    made = {"pdf": (paper.make, "application/pdf"), "docx": (document.make, DOCX), "ics": (calendar.make, "text/calendar; charset=utf-8")}
    if kind not in made:
        raise Http404
    found = selectors.page(actor_here(request), case_id)
    make, media_type = made[kind]
    return attached(make(found), media_type, f"{found.case.number} plan.{kind}")


@for_roles(rights.TEAM, Purpose.ADMINISTRATION)
def take(request: HttpRequest, case_id: uuid.UUID) -> HttpResponseBase:
    """A workbook into the plan. Every row that cannot be taken is shown with what to do; then nothing was taken."""
    actor = actor_here(request)
    found = _opened(request, case_id)
    case = found.case
    action = registry[case.procedure].action(IMPORT)
    told = {"plan": found, "case": case, "key": uuid.uuid4(), "problems": [], "wrong": "", "reason": request.POST.get("reason", "")}
    if request.method == "POST":
        try:
            given = {"reason": told["reason"], **sent_files(action.input, request.FILES)}
            key = uuid.UUID(request.POST.get("key", ""))
            answer = run(action, given, actor=actor, key=key, case_id=case.pk, version=None)
        except BadBook as problem:
            told["problems"], told["wrong"] = problem.problems, _("Nothing was taken: these rows need another look.")
        except refusals.BadInput as problem:
            told["wrong"] = " ".join(str(one) for one in problem.errors.values())
        except refusals.GateClosed as problem:
            told["wrong"] = " ".join(str(result.why) for _gate, result in problem.closed)
        except refusals.Refused as problem:
            told["wrong"] = str(problem)
        except ValueError:
            told["wrong"] = str(refusals.Stale.text)
        else:
            messages.success(request, _("The file was taken already.") if answer.repeated else _("The file was taken."))
            return redirect("plan", case.pk)
    return render(request, "logframe/take.html", told, status=422 if told["wrong"] else 200)


@for_roles(rights.READERS, Purpose.REGIONAL_ANALYSIS)
def evidence(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A file that proves a report, as it came."""
    actor = actor_here(request)
    found = evidence_of(actor, pk)
    if found is None:
        raise Http404
    cases.opened(actor, found.report_id, "progress")
    log.write(actor, log.Operation.CONSULT, "logframe.evidence", purpose=Purpose.REGIONAL_ANALYSIS, case_id=found.report_id)
    return as_it_came(found)
