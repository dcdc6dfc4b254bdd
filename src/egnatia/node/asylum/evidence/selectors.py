"""What can be seen of the evidence assessment, and what its gates and the decision need to know."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile, Event, Task
from egnatia.kernel.reading import remembered
from egnatia.kernel.subjects import Row, Section
from egnatia.node.asylum.models import Analysis, Application, Fact, Finding, Piece
from egnatia.node.asylum.models.codes import Act, ActorOfHarm, Bears, Benefit, Exclusion, Factor, FactOutcome, Harm, Indicator, PieceKind, Reason
from egnatia.node.asylum.present import present
from egnatia.node.coi import selectors as coi
from egnatia.node.coi.library.currency import Warned

# After these steps it is asked anew what holds: what was written before them was written for another decision.
_REOPENS = ("court_decided", "take_up_again", "resume")
_MARKS = {FactOutcome.ACCEPTED: "done", FactOutcome.BENEFIT: "done", FactOutcome.REJECTED: "warn"}


@remembered
def facts(case: CaseFile) -> list[Fact]:
    """Material facts that were not struck, by number."""
    return list(Fact.objects.filter(case=case.pk, is_struck=False).order_by("number"))


def struck_facts(case: CaseFile) -> list[Fact]:
    """What was written down as a fact and struck, with the reason: whoever decides sees it."""
    return list(Fact.objects.filter(case=case.pk, is_struck=True).order_by("number"))


@remembered
def analysis_of(case: CaseFile) -> Analysis | None:
    return Analysis.objects.filter(pk=case.pk).first()


def pieces(case: CaseFile) -> dict[UUID, list[Piece]]:
    """What bears on each fact, without what was taken back."""
    found: dict[UUID, list[Piece]] = {}
    for one in Piece.objects.filter(case=case.pk, is_taken_back=False).order_by("at") if Piece in present(case) else ():
        found.setdefault(one.fact_id, []).append(one)
    return found


def taken_back(case: CaseFile) -> list[Piece]:
    """What was evidence and is none any more, with the reason: whoever decides sees it."""
    return list(Piece.objects.filter(case=case.pk, is_taken_back=True).select_related("fact").order_by("at")) if Piece in present(case) else []


def findings(case: CaseFile) -> dict[UUID, list[Finding]]:
    found: dict[UUID, list[Finding]] = {}
    for one in Finding.objects.filter(case=case.pk).order_by("indicator") if Finding in present(case) else ():
        found.setdefault(one.fact_id, []).append(one)
    return found


def cites_country_information(case: CaseFile) -> bool:
    """About the applicant's own country; of somebody without a known nationality about any. What was withdrawn informs about nothing."""
    country = Application.objects.select_related("person").get(pk=case.pk).person.citizenship
    cited = coi.citations(cited_ids(case)).values()
    gone = set(coi.withdrawn({one.document for one in cited}))
    return any(country in one.countries or country in {"XXA", "XXX"} for one in cited if one.number not in gone)


def cited_ids(case: CaseFile) -> list[UUID]:
    """Citations of country information that the decision would show."""
    return [one for one in _country_information(case).values_list("citation", flat=True) if one]


def opened_again(case: CaseFile) -> datetime | None:
    """When the case was last opened again, if it was."""
    found: datetime | None = Event.objects.filter(case=case.pk, action__in=_REOPENS).aggregate(last=Max("at"))["last"]
    return found


def country_information(case: CaseFile) -> list[tuple[Piece, coi.Cited]]:
    """Evidence that cites country information, with what it cites."""
    found = [one for one in _country_information(case) if one.citation]
    cited = coi.citations([one.citation for one in found if one.citation])
    return [(one, cited[one.citation]) for one in found if one.citation]


def _country_information(case: CaseFile) -> models.QuerySet[Piece]:
    standing = Piece.objects.filter(case=case.pk, kind=PieceKind.COI, is_taken_back=False, fact__is_struck=False)
    return standing.select_related("fact").order_by("fact__number", "at")


def outdated(case: CaseFile) -> list[tuple[Piece, coi.Cited, list[Warned]]]:
    """Country information of the case that is relied on only with a reason, what it cites, and why it may not hold any more."""
    every = country_information(case)
    told = coi.outdated({source.document for _piece, source in every})
    return [(one, source, why) for one, source in every if (why := [each for each in told[source.document] if each.needs_reason])]


def relied_on_without_reason(case: CaseFile) -> list[str]:
    """Numbers of such documents. A reason of before they became doubtful, or before the case was opened again, does not count."""
    at = [(one.despite_at, source, why) for one, source, why in outdated(case) if not any(each.barred for each in why)]
    opened = opened_again(case) if at else None
    since = {source.number: max((each.since for each in why if each.since), default=None) for _given, source, why in at}
    return sorted({one.number for given, one, _why in at if given is None or any(day and day > given for day in (opened, since[one.number]))})


def relied_on_though_withdrawn(case: CaseFile) -> list[str]:
    """Numbers of documents that nobody relies on any more, whatever the reason."""
    return sorted({source.number for _piece, source, why in outdated(case) if any(each.barred for each in why)})


def has_outdated(case: CaseFile, actor: object) -> bool:
    return bool(cited_ids(case)) and bool(outdated_choices(case)["piece"])


def outdated_choices(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    """Each with what speaks against it, as the form shows it."""
    found = [(one, source, why) for one, source, why in outdated(case) if not any(each.barred for each in why)]
    rows = [(one.pk, one.fact.number, source.number, one.pinpoint, "; ".join(str(each.text) for each in why)) for one, source, why in found]
    return {"piece": [(str(key), f"{fact} · {number} · {place} ({why})") for key, fact, number, place, why in rows]}


def named_but_not_cited(case: CaseFile, reasons: Iterable[str]) -> list[str]:
    """Numbers of documents that may be cited, and that the reasons, the analysis or a finding name without their being evidence."""
    analysis = analysis_of(case)
    told = [analysis.risk, analysis.text] if analysis else []
    told += [text or "" for one in facts(case) for text in (one.statement, one.reasons)]
    told += [one.struck or "" for one in struck_facts(case)]
    told += [text or "" for ones in pieces(case).values() for one in ones for text in (one.text, one.despite)]
    named = coi.numbers_in([*told, *reasons])
    return sorted(coi.citable(named - {one.number for one in coi.citations(cited_ids(case)).values()}))


def _contradicted(case: CaseFile) -> list[Fact]:
    found = {one.fact_id for ones in findings(case).values() for one in ones if one.indicator == Indicator.EXTERNAL and one.bears == Bears.AGAINST}
    return [one for one in facts(case) if one.pk in found]


def contradicted_without_words(case: CaseFile) -> list[str]:
    """Numbers of facts against which other evidence is said to speak, without any that does. Words of the interview are no other evidence."""
    of_fact = pieces(case)
    against = {key for key, ones in of_fact.items() if any(one.bears == Bears.AGAINST and one.kind != PieceKind.STATEMENT for one in ones)}
    return [str(one.number) for one in _contradicted(case) if one.pk not in against]


def contradicted_and_not_put(case: CaseFile) -> list[str]:
    """Numbers of facts against which other evidence speaks, without a chance to explain it."""
    return [str(one.number) for one in _contradicted(case) if not one.explained]


def uses_of(document: UUID, citations: Collection[UUID]) -> list[CaseFile]:
    """Cases whose evidence cites a document: closed ones too, since a decision may rest on it."""
    ids = Piece.objects.filter(citation__in=citations).values("case")
    return list(CaseFile.objects.filter(pk__in=ids))


def may_review(case: CaseFile, actor: object) -> bool:
    return Task.objects.filter(case=case, code="REVIEW_COI", done_at=None).exists()


def _short(one: Fact) -> str:
    text = f"{one.number}. {one.statement}"
    return text if len(text) <= 90 else f"{text[:89]}…"


def choices(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    """Facts of this case, and documents about its country first, as forms show them."""
    country = Application.objects.select_related("person").get(pk=case.pk).person.citizenship
    return {"fact": [(str(one.pk), _short(one)) for one in facts(case)], "document": coi.choices(country)}


def evidence_choices(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    """Each piece of evidence with its fact and the beginning of its words."""
    of_fact = pieces(case)
    cited = coi.citations([one.citation for ones in of_fact.values() for one in ones if one.citation])
    rows = [
        (fact.number, one, cited[one.citation].quote if one.citation in cited else one.text or "") for fact in facts(case) for one in of_fact.get(fact.pk, [])
    ]
    return {"piece": [(str(one.pk), f"{number} · {one.get_kind_display()}, {one.pinpoint}: {text[:80]}") for number, one, text in rows]}


def has_evidence(case: CaseFile, actor: object) -> bool:
    return Piece.objects.filter(case=case.pk, is_taken_back=False, fact__is_struck=False).exists()


def next_fact(case: CaseFile) -> dict[str, Any]:
    """What stands in the form: the first fact that nobody assessed."""
    known = facts(case)
    left = next((one for one in known if not one.outcome), known[-1] if known else None)
    return {"fact": str(left.pk)} if left else {}


def has_facts(case: CaseFile, actor: object) -> bool:
    return bool(facts(case))


def labels(choices: type[models.TextChoices], codes: Iterable[str]) -> str:
    return ", ".join(str(choices(one).label) for one in codes) or "–"


def in_the_form(case: CaseFile) -> dict[str, Any]:
    """An analysis that stands already can be changed."""
    one = analysis_of(case)
    if one is None:
        return {}
    names = ("risk", "acts", "reasons", "actors", "protection", "alternative", "harms", "exclusion", "text", "few_sources")
    return {name: getattr(one, name) for name in names}


def sections(case: CaseFile, weighed: Callable[[Piece], Sequence[Row]]) -> list[Section]:
    """Each fact with what bears on it, how that was weighed, and what was found; then the analysis."""
    found, of_fact, by_fact = [], pieces(case), findings(case)
    every = [piece.citation for one in facts(case) for piece in of_fact.get(one.pk, []) if piece.citation]
    cited = coi.citations(every)
    warned = coi.outdated({one.document for one in cited.values()}) if cited else {}
    for one in facts(case):
        outcome = FactOutcome(one.outcome).label if one.outcome else _("not assessed yet")
        rows = [Row(one.get_kind_display(), one.statement), Row(_("Finding"), outcome, _MARKS.get(FactOutcome(one.outcome), "") if one.outcome else "")]
        rows += [row for each in of_fact.get(one.pk, []) for row in (_piece(each, cited, warned), *weighed(each))]
        rows += [Row(Indicator(each.indicator).label, Bears(each.bears).label) for each in by_fact.get(one.pk, [])]
        if one.outcome:
            rows += [Row(_("What may have distorted the account"), labels(Factor, one.factors)), Row(_("Reasons"), one.reasons)]
            rows += [Row(_("Benefit of the doubt"), labels(Benefit, one.benefit))] if one.benefit else []
            rows.append(Row(_("Found by"), one.assessed_by_name))
        found.append(Section(_("Material fact %(number)s") % {"number": one.number}, rows))
    struck = [Row(f"{one.number}. {one.statement}", one.struck, "warn") for one in struck_facts(case)]
    found += [Section(_("Struck: no material fact after all"), struck)] if struck else []
    back = [Row(f"{one.fact.number}. {one.get_kind_display()}, {one.pinpoint}", one.taken_back, "warn") for one in taken_back(case)]
    found += [Section(_("Evidence that was taken back"), back)] if back else []
    if cited:
        given = Row(_("For the applicant and counsel"), _("all of it, with the documents (ZIP)"), "", reverse("asylum_country_information", args=[case.pk]))
        papers = sorted({f"{one.number} · {one.publisher}, {one.title}, {one.published_on.isoformat()}" for one in cited.values()})
        found.append(Section(_("Country information relied on"), [given, *(Row(_("Document"), one) for one in papers)]))
    analysis = analysis_of(case)
    return [*found, Section(_("Risk and legal analysis"), _analysis(analysis))] if analysis else found


def _piece(one: Piece, cited: dict[UUID, coi.Cited], warned: dict[UUID, list[Warned]]) -> Row:
    label = f"{one.get_kind_display()}, {one.pinpoint}: {one.get_bears_display()}"
    if one.citation and one.citation in cited:
        source = cited[one.citation]
        old = "".join(f" · {each.text}" for each in warned[source.document])
        old += str(_(" · relied on all the same: %(why)s") % {"why": one.despite}) if one.despite else ""
        old += "" if source.found else str(_(" · words not checked by the program"))
        old += str(_(" · closed to the applicant, who is given a summary")) if source.closed else ""
        where = f"{source.publisher}, {source.title}, {source.published_on.isoformat()}"
        return Row(label, f"“{source.quote}”{coi.translated(source)} {where}{old}", "warn" if old else "", source.address)
    return Row(label, one.text)


def _analysis(one: Analysis) -> list[Row]:
    return [
        Row(_("Risk on return"), one.risk),
        Row(_("Acts of persecution"), labels(Act, one.acts)),
        Row(_("Reasons for persecution"), labels(Reason, one.reasons)),
        Row(_("Actors"), labels(ActorOfHarm, one.actors)),
        Row(_("Protection in the country of origin"), one.get_protection_display()),
        Row(_("Protection in another part of it"), one.get_alternative_display()),
        Row(_("Serious harm"), labels(Harm, one.harms)),
        Row(_("Exclusion"), labels(Exclusion, one.exclusion)),
        Row(_("Legal analysis"), one.text),
        *([Row(_("Why the risk rests on few sources"), one.few_sources, "warn")] if one.few_sources else []),
        Row(_("Written by"), one.by_name),
    ]
