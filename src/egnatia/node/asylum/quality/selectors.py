"""What can be seen of reviews: what a reviewer reads, blind if so chosen, and what all reviews say together."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.actor import Actor, seeing_all
from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row, Section
from egnatia.node.asylum.interview import selectors as interviews
from egnatia.node.asylum.models import Interview, Outcome
from egnatia.node.asylum.models.quality import Mark, Marked, Part, Review, Sample
from egnatia.node.asylum.quality import indicators

# Share of errors from which training is proposed, and how many marks it takes to say so. A measure of this programme.
TOO_MANY, ENOUGH = 0.2, 5


def review_of(case: CaseFile) -> Review:
    return Review.objects.select_related("decision", "person").get(pk=case.pk)


def marked(case: CaseFile, part: Part) -> bool:
    return Marked.objects.filter(case=case.pk, part=part).exists()


def sections(case: CaseFile, actor: Actor) -> list[Section]:
    """Report and decision as they were decided on; names of colleagues only where the review is not blind."""
    one = review_of(case)
    kept = json.loads(one.decision.document or "{}")
    rows = [Row(_("Decision"), Outcome(one.decision.outcome).label), Row(_("Reviewer"), one.reviewer_name or _("nobody yet"))]
    if not one.blind:
        rows += [Row(_("Proposed by"), one.decision.proposed_by_name), Row(_("Decided by"), one.decision.decided_by_name or "–")]
    found = [Section(_("Review"), rows, _("Blind: nobody is named here.") if one.blind else "")]
    heard = Interview.objects.filter(case=one.decision.case_id, held_at__isnull=False, held_at__lte=one.decision.decided_at).order_by("-held_at").first()
    if heard is not None:
        told = [Row(f"§ {number}", text) for number, text in enumerate(interviews.paragraphs(heard.report or ""), 1)]
        found.append(Section(_("Report of the interview"), [*told, Row(_("Comments of the applicant"), heard.comments or "–")]))
    for fact in kept.get("facts", []):
        quoted = [Row(each["pinpoint"], each["text"]) for each in fact["pieces"]]
        found.append(Section(f"{fact['number']}. {fact['statement']}", [*quoted, Row(_("Finding"), fact["outcome"]), Row(_("Reasons"), fact["reasons"])]))
    texts = ((_("Refugee status"), kept.get("refugee")), (_("Subsidiary protection"), kept.get("subsidiary")), (_("Reasons"), kept.get("other")))
    found.append(Section(_("Reasons of the decision"), [Row(label, text) for label, text in texts if text]))
    for part in Part:
        given = [Row(indicators.label(part, each.indicator), each.get_mark_display()) for each in Marked.objects.filter(case=case.pk, part=part)]
        found += [Section(part.label, given)] if given else []
    return [*found, Section(_("Remarks"), [Row("", one.remarks)])] if one.remarks else found


def sample_sections(case: CaseFile, actor: Actor) -> list[Section]:
    one = Sample.objects.get(pk=case.pk)
    done = Review.objects.filter(sample=one, finished_at__isnull=False).count()
    rows = [
        Row(_("Decided from"), one.since),
        Row(_("Decided until"), one.until),
        Row(_("Drawn"), f"{one.drawn} / {one.drawn_from}"),
        Row(_("Seed of the draw"), one.seed),
        Row(_("Blind"), _("yes") if one.blind else _("no")),
        Row(_("Reviews finished"), f"{done} / {Review.objects.filter(sample=one).count()}"),
    ]
    return [Section(_("Sample"), rows)]


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Agreement of two reviewers beyond chance (Cohen 1960): 1 is full, 0 what chance gives. None for no pair, or where chance alone agrees fully."""
    if not pairs:
        return None
    size = len(pairs)
    observed = sum(first == second for first, second in pairs) / size
    ones, others = Counter(first for first, _second in pairs), Counter(second for _first, second in pairs)
    by_chance = sum(ones[one] * others[one] for one in ones) / size**2
    return None if by_chance == 1 else (observed - by_chance) / (1 - by_chance)


@dataclass(frozen=True)
class Line:
    """One indicator over all reviews: counts by mark, and the share of correct ones among those that apply."""

    part: str
    label: Any
    numbers: list[int]
    share: float | None
    training: Any


def _finished() -> list[Marked]:
    with seeing_all():
        return list(Marked.objects.filter(review__finished_at__isnull=False).select_related("review"))


def lines() -> list[Line]:
    known: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for one in _finished():
        known[one.part, one.indicator][one.mark] += 1
    return [_line(part, code, known[part, code]) for part in Part for code in indicators.OF_PART[part]]


def _line(part: Part, code: str, found: Counter[str]) -> Line:
    label, module = indicators.OF_PART[part][code]
    applies = sum(found.values()) - found[Mark.NA]
    share = found[Mark.CORRECT] / applies if applies else None
    asks = share is not None and applies >= ENOUGH and 1 - share > TOO_MANY
    return Line(str(part.label), label, [found[mark] for mark in Mark], share, module.label if asks else "")


def agreement() -> tuple[float | None, int]:
    """(kappa, pairs of marks) of decisions that two colleagues reviewed."""
    by_place: dict[tuple[Any, ...], list[tuple[int, str]]] = defaultdict(list)
    for one in _finished():
        by_place[one.review.sample_id, one.review.decision_id, one.part, one.indicator].append((one.review.turn, one.mark))
    pairs = [(sorted(found)[0][1], sorted(found)[1][1]) for found in by_place.values() if len(found) == 2]
    return kappa(pairs), len(pairs)


def trend() -> list[tuple[str, int, float]]:
    """(month, marks that apply, share of correct ones), oldest first."""
    by_month: dict[str, Counter[bool]] = defaultdict(Counter)
    for one in _finished():
        if one.mark != Mark.NA and one.review.finished_at is not None:
            by_month[f"{timezone.localtime(one.review.finished_at):%Y-%m}"][one.mark == Mark.CORRECT] += 1
    return [(month, sum(found.values()), found[True] / sum(found.values())) for month, found in sorted(by_month.items())]
