"""The form behind a link: for everybody who was sent one, on a telephone, without an account."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from egnatia.hub.training import selectors
from egnatia.hub.training.evaluation.inviting import index
from egnatia.hub.training.evaluation.questions import MARKS, QUESTIONS
from egnatia.hub.training.models import Invitation, Opinion
from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, acting_as
from egnatia.kernel.access.urls import public
from egnatia.kernel.engine.spec import clean

LONGEST = 1000


@public("Whoever took part was sent the link, which answers once. The answer is kept without person, country or day.")
def opinion(request: HttpRequest, token: str) -> HttpResponse:
    """Marks from 1 to 5 and a remark."""
    with acting_as(SYSTEM):
        # Held from the question to the answer, so that a link answers once.
        held = Invitation.objects.select_for_update() if request.method == "POST" else Invitation.objects
        one = held.filter(token_hash=index(token), used=False, until__gte=moment.today()).first()
        if one is None:
            return render(request, "training/opinion.html", {"gone": True}, status=410)
        lines = QUESTIONS[one.question]
        told = {
            "questions": list(enumerate(lines)),
            "marks": MARKS,
            "title": selectors.taught(one.place.session.module, one.place.session.version).title,
            "kind": one.get_question_display(),
            "given": request.POST,
            "longest": LONGEST,
        }
        if request.method != "POST":
            return render(request, "training/opinion.html", told)
        marks = [request.POST.get(f"q{number}", "") for number in range(len(lines))]
        if not all(each in {"1", "2", "3", "4", "5"} for each in marks):
            return render(request, "training/opinion.html", {**told, "wrong": _("Choose a mark in every line.")}, status=422)
        remark = str(clean(request.POST.get("remark", ""))).strip()[:LONGEST]
        Opinion.objects.create(session_id=one.place.session_id, question=one.question, marks=[int(each) for each in marks], remark=remark)
        Invitation.objects.filter(pk=one.pk).update(used=True)
        # Both rows carry the number of this transaction inside the database: every night all of them are written anew (``inviting.mix``).
        return render(request, "training/opinion.html", {"thanks": True})
