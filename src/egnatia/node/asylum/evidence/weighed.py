"""How the country information of a case was weighed: what waits for it, what stands beside each quotation, and on how many sources it rests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from egnatia.kernel.models import CaseFile
from egnatia.kernel.subjects import Row
from egnatia.node.asylum.evidence import selectors
from egnatia.node.asylum.models import Piece, Weighing
from egnatia.node.asylum.models.codes import Answered, Bears, Function, PieceKind, Rests
from egnatia.node.asylum.present import present
from egnatia.node.coi import selectors as coi
from egnatia.node.coi.library.beside import Beside, beside

# IARLJ, Judicial criteria for assessing country of origin information (2006).
QUESTIONS = {
    "relevant": _("Is it relevant to this case?"),
    "adequate": _("Does it cover what is in question?"),
    "current": _("Is it current for the time in question?"),
    "sourced": _("Does it name its sources well enough?"),
    "public": _("Are its sources public and accessible?"),
    "sound": _("Was it made from observation, by a sound method?"),
    "impartial": _("Is it impartial and independent?"),
    "balanced": _("Is it balanced, and not overly selective?"),
    "examined": _("Have courts of other countries looked at it?"),
}


def of_case(case: CaseFile) -> dict[Any, Weighing]:
    """By piece of evidence, how it was weighed last."""
    found = Weighing.objects.filter(case=case.pk) if Weighing in present(case) else ()
    return {one.piece_id: one for one in found}


def _uses(case: CaseFile) -> list[tuple[Piece, coi.Cited]]:
    return selectors.country_information(case)


def unweighed(case: CaseFile) -> list[str]:
    """Numbers of documents with a quotation that nobody weighed, or not since the case was opened again."""
    known, opened = of_case(case), selectors.opened_again(case)
    return sorted({source.number for piece, source in _uses(case) if piece.pk not in known or (opened and opened > known[piece.pk].at)})


def upcoming(case: CaseFile) -> tuple[Piece, coi.Cited] | None:
    """What is weighed next: what was not weighed yet, then what was weighed longest ago."""
    known = of_case(case)
    ordered = sorted(_uses(case), key=lambda one: (one[0].pk in known, known[one[0].pk].at if one[0].pk in known else one[0].at))
    return ordered[0] if ordered else None


def offered(case: CaseFile, actor: object) -> bool:
    return bool(selectors.cited_ids(case))


def shown(piece: Piece) -> list[Beside]:
    assert piece.citation is not None
    return beside(piece.citation)


def choices(case: CaseFile) -> dict[str, list[tuple[Any, Any]]]:
    """The quotation, the sources that it may rest on, and what stands beside it."""
    found = upcoming(case)
    if found is None:
        return {"piece": [], "roots": [], "otherwise": []}
    piece, source = found
    return {
        "piece": [(str(piece.pk), " · ".join([f"{piece.fact.number} · {source.number}, {piece.pinpoint}: “{source.quote}”", *_held(piece)]))],
        "roots": [(str(one.pk), f"{one.name} ({one.get_kind_display()})") for one in coi.sources()],
        "otherwise": [(one.key, _label(one)) for one in shown(piece)],
    }


def _held(piece: Piece) -> list[str]:
    assert piece.citation is not None
    return coi.held_of(piece.citation)


def _label(one: Beside) -> str:
    page = _(", p. %(page)s") % {"page": one.page} if one.page else ""
    # Whole: what says otherwise may stand in its last sentence.
    return f"{one.key} · {one.title}, {one.published_on}{page}: {one.text}"


def in_the_form(case: CaseFile) -> dict[str, Any]:
    """What was answered about the same document before, and sources that the passage names."""
    found = upcoming(case)
    if found is None:
        return {}
    piece, source = found
    known = of_case(case)
    same = [known[one.pk] for one, other in _uses(case) if other.document == source.document and one.pk in known]
    answers = max(same, key=lambda one: one.at).answers if same else {}
    assert piece.citation is not None
    roots = coi.named_beside(piece.citation)
    return {"piece": str(piece.pk), **answers, "roots": [str(one) for one in roots]}


def roots(case: CaseFile) -> dict[str, str]:
    """Who the information on risk comes from in the end, with its kind: five reports that quote one organisation are one source."""
    known, registered = of_case(case), {one.pk: one for one in coi.sources()}
    found: dict[str, str] = {}
    for piece, source in _uses(case):
        one = known.get(piece.pk)
        # What the applicant cannot read whole is counted for nothing that they have to answer.
        if one is None or one.function == Function.CREDIBILITY or source.closed:
            continue
        if one.rests in {Rests.OWN, Rests.BOTH}:
            found[str(source.source or source.publisher.casefold())] = source.kind
        if one.rests in {Rests.NAMED, Rests.BOTH}:
            found |= {str(key): registered[key].kind for key in one.roots if key in registered}
    return found


def rests_on_closed(case: CaseFile) -> list[int]:
    """Numbers of facts against which nothing speaks but what the applicant is not given whole."""
    closed = {piece.pk for piece, source in _uses(case) if source.closed}
    against = {key: [one.pk in closed for one in ones if one.bears == Bears.AGAINST] for key, ones in selectors.pieces(case).items()}
    return [one.number for one in selectors.facts(case) if (found := against.get(one.pk)) and all(found)]


def risk_is_closed(case: CaseFile) -> bool:
    """Whether all that is cited on risk, protection, an alternative or exclusion is closed."""
    known = of_case(case)
    found = [source.closed for piece, source in _uses(case) if piece.pk in known and known[piece.pk].function != Function.CREDIBILITY]
    return bool(found) and all(found)


def rests_on_two(case: CaseFile) -> bool:
    """Two sources that do not depend on each other, of two kinds."""
    found = roots(case)
    return len(found) >= 2 and len(set(found.values())) >= 2


def shower(case: CaseFile) -> Callable[[Piece], list[Row]]:
    """What stands under each piece of evidence of a case."""
    known, names = of_case(case), _names(case)
    return lambda piece: _rows(known.get(piece.pk), names) if piece.kind == PieceKind.COI else []


def _names(case: CaseFile) -> dict[UUID, str]:
    """Of registered sources, where something was weighed."""
    return {one.pk: one.name for one in coi.sources()} if of_case(case) else {}


def _rows(one: Weighing | None, names: dict[UUID, str]) -> list[Row]:
    if one is None:
        return [Row(_("Weighed"), _("not yet"), "warn")]
    told = [Row(_("Weighed for"), f"{one.get_function_display()}: {one.weight}")]
    told.append(Row(_("Nine questions"), "; ".join(f"{label} {Answered(one.answers[name]).label}" for name, label in QUESTIONS.items())))
    told.append(Row(_("It rests"), ": ".join([one.get_rests_display(), *([", ".join(names[key] for key in one.roots)] if one.roots else [])])))
    told += [Row(_("Says otherwise"), f"{each['place']}: {each['text']}", "warn") for each in one.otherwise]
    return [*told, Row(_("Why the quotation is followed"), one.otherwise_why)] if one.otherwise else told


def exporter(case: CaseFile) -> Callable[[Piece], dict[str, Any]]:
    """The same for the applicant, of each piece of evidence."""
    known, names = of_case(case), _names(case)
    return lambda piece: _exported(known.get(piece.pk), names)


def _exported(one: Weighing | None, names: dict[UUID, str]) -> dict[str, Any]:
    if one is None:
        return {"weighed": ""}
    return {
        "weighed": f"{one.get_function_display()}: {one.weight}",
        "questions": [[str(label), str(Answered(one.answers[name]).label)] for name, label in QUESTIONS.items()],
        "rests": str(one.get_rests_display()),
        "roots": [names[key] for key in one.roots],
        "otherwise": one.otherwise,
        "followed": one.otherwise_why or "",
    }
