"""The decision document, composed from the assessment: every finding with its evidence and every citation with its source; reasons are a person's words.

Kept as data (codes and texts) when a decision is proposed; set as PDF from that, in the authority's language, with the result in the applicant's.
"""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from egnatia.kernel import pdf
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.models import Authority, CaseFile, Unit
from egnatia.node.asylum.evidence import selectors as evidence
from egnatia.node.asylum.interview import selectors as interviews
from egnatia.node.asylum.models import Application, Decision
from egnatia.node.coi import citing
from egnatia.node.coi import selectors as coi
from egnatia.node.information import leaflets
from egnatia.node.people import selectors as people
from egnatia.overlays.loader import overlay

_CODES = ("acts", "reasons", "actors", "harms", "exclusion")


@cache
def words() -> dict[str, dict[str, str]]:
    """Fixed words by key and language. Made for this project; nobody has reviewed them: the document says so."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def compose(case: CaseFile, decision: Decision) -> dict[str, Any]:
    """What a decision stands on, as it is now: JSON without labels, so that it can be set in any language."""
    one, heard, analysis = Application.objects.select_related("person").get(pk=case.pk), interviews.heard(case), evidence.analysis_of(case)
    return {
        "number": case.number,
        "kind": one.kind,
        "route": one.route,
        "lodged": one.lodged_at.isoformat(),
        "outcome": decision.outcome,
        "rule": decision.inadmissible or decision.status_ground,
        "interview": _interview(heard),
        "facts": _facts(case),
        "struck": [[one.number, one.statement, one.struck or ""] for one in evidence.struck_facts(case)],
        "analysis": None if analysis is None else _analysis(analysis),
        "refugee": decision.refugee_reasons or "",
        "subsidiary": decision.subsidiary_reasons or "",
        "other": decision.merits_reasons or "",
    }


def _interview(one: Any) -> dict[str, Any]:
    if one is None:
        return {}
    held = one.held_at.isoformat() if one.held_at else ""
    return {"held": held, "interviewer": one.interviewer, "interpreter": one.interpreter, "language": one.language, "omitted": one.omitted}


def _facts(case: CaseFile) -> list[dict[str, Any]]:
    of_fact, found = evidence.pieces(case), evidence.findings(case)
    cited = coi.citations([one.citation for ones in of_fact.values() for one in ones if one.citation])
    return [
        {
            "number": one.number,
            "kind": one.kind,
            "statement": one.statement,
            "outcome": one.outcome,
            "reasons": one.reasons or "",
            "factors": one.factors,
            "benefit": one.benefit,
            "by": one.assessed_by_name,
            "findings": [[each.indicator, each.bears] for each in found.get(one.pk, [])],
            "pieces": [_piece(each, cited) for each in of_fact.get(one.pk, [])],
        }
        for one in evidence.facts(case)
    ]


def _piece(one: Any, cited: dict[Any, coi.Cited]) -> dict[str, Any]:
    source = cited.get(one.citation) if one.citation else None
    told = {"kind": one.kind, "bears": one.bears, "pinpoint": one.pinpoint, "text": source.quote if source else one.text or ""}
    if source is None:
        return told
    snapshot = [source.number, source.digest, f"{source.publisher}, {source.title}, {source.published_on.isoformat()}", source.web]
    return {**told, "source": citing.footnote(source), "checked": bool(source.found), "snapshot": snapshot, "despite": one.despite or "", **_more(source)}


def _more(source: coi.Cited) -> dict[str, Any]:
    """A translation by a person, and that the applicant has a summary of the file; of most there is neither."""
    told = {"translation": source.translation, "translated_by": source.translated_by} if source.translation else {}
    return {**told, "closed": True} if source.closed else told


def _analysis(one: Any) -> dict[str, Any]:
    codes = {name: list(getattr(one, name)) for name in _CODES}
    return {"risk": one.risk, "text": one.text, "protection": one.protection, "alternative": one.alternative, "few": one.few_sources or "", **codes}


def authority_language() -> str:
    """Of this country's authorities, if there are words of it; else English."""
    first = overlay(settings.EGNATIA_COUNTRY).languages[0] if settings.EGNATIA_COUNTRY else "eng"
    return first if first in words()["title"] else "eng"


def shown(decision: Decision, language: str) -> dict[str, Any]:
    """For decision.typ: the kept document in one language, with the result in the applicant's."""
    kept, person = json.loads(decision.document or "{}"), decision.person
    theirs = leaflets.language_for(person.language)
    theirs = theirs if theirs in words()["result_told"] else "eng"

    def said(key: str) -> str:
        return words()[key].get(language) or words()[key]["eng"]

    def codes(key: str, values: list[str]) -> str:
        return ", ".join(said(f"{key}_{one}") for one in values) or "–"

    identity = people.stated(person)
    keys = [key for key in words() if "_" not in key or key in {"legal_analysis", "decided_by", "legal_aid", "relied_on"}]
    return {
        "words": {key: said(key) for key in keys},
        "number": kept.get("number", ""),
        "authority": Unit.objects.values_list("name", flat=True).get(pk=decision.case.unit_id),
        "office": Authority.objects.filter(jurisdiction=settings.EGNATIA_COUNTRY, kind="ASYLUM").values_list("name", flat=True).first() or "",
        "person": [identity.full_name, identity.original_script or "", identity.date_of_birth or "–", countries.name(identity.citizenship)],
        "lodged": kept.get("lodged", "")[:10],
        "interview": _held(kept.get("interview", {})),
        "outcome": said(f"outcome_{decision.outcome}"),
        "rule": kept.get("rule", ""),
        "facts": [_fact(one, said, codes) for one in kept.get("facts", [])],
        "struck": kept.get("struck", []),
        "snapshots": _snapshots(kept.get("facts", [])),
        "analysis": _legal(kept.get("analysis"), said),
        "refugee": kept.get("refugee", ""),
        "subsidiary": kept.get("subsidiary", ""),
        "other": kept.get("other", ""),
        "people": [decision.proposed_by_name, decision.decided_by_name or "–", _day(decision.decided_at)],
        "served": _day(decision.served_at),
        "remedy": [decision.remedy or "", decision.remedy_until.isoformat() if decision.remedy_until else "", decision.legal_aid],
        "theirs": _theirs(decision, theirs),
        "draft": decision.decided_at is None,
        "lang": leaflets.TAGS.get(language, "en"),
        "synthetic": person.synthetic,
        "footnote": str(countries.KOSOVO_FOOTNOTE),
    }


def _day(at: Any) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d}" if at else "–"


def _held(one: dict[str, Any]) -> str:
    parts = [one.get("held", "")[:10], one.get("interviewer", ""), one.get("interpreter", ""), languages.name(one["language"]) if one.get("language") else ""]
    return " · ".join(part for part in parts if part) or one.get("omitted", "–")


def _fact(one: dict[str, Any], said: Any, codes: Any) -> dict[str, Any]:
    return {
        "number": one["number"],
        "statement": one["statement"],
        "outcome": said(f"finding_{one['outcome']}") if one["outcome"] else "–",
        "accepted": one["outcome"] in {"ACCEPTED", "BENEFIT"},
        "pieces": [_quoted(each, said) for each in one["pieces"]],
        "findings": [[said(f"indicator_{name}"), said(f"bears_{bears}")] for name, bears in one["findings"]],
        "factors": codes("factor", one["factors"]),
        "benefit": ", ".join(f"4(5)({each})" for each in one["benefit"]),
        "reasons": one["reasons"],
        "by": one["by"],
    }


def _quoted(one: dict[str, Any], said: Any) -> list[str]:
    # Where the program could not read the place, the reader learns that a person vouches for the words.
    source = one.get("source", "") if one.get("checked", True) else f"{one['source']} ({said('not_checked')})"
    if one.get("translation"):
        source = f"{said('translated_by')} {one['translated_by']}: “{one['translation']}”. {source}"
    if one.get("closed"):
        source = f"{source}. {said('closed_file')}"
    if one.get("despite"):
        source = f"{source}. {said('despite')}: {one['despite']}"
    return [said(f"piece_{one['kind']}"), one["pinpoint"], one["text"], source, said(f"bears_{one['bears']}")]


def _snapshots(facts: list[dict[str, Any]]) -> list[list[str]]:
    """Each document that is relied on, once: number, digest, what it is, where it stands."""
    found = {each["snapshot"][0]: each["snapshot"] for one in facts for each in one["pieces"] if "snapshot" in each}
    return [found[number] for number in sorted(found)]


def _legal(one: dict[str, Any] | None, said: Any) -> dict[str, Any] | None:
    """Articles stand by their numbers: they are the same in every language."""
    if one is None:
        return None
    rows = [[said(name), ", ".join(one[name]) or "–"] for name in _CODES if one[name] or name != "exclusion"]
    rows += [[said("protection"), said(f"available_{one['protection']}")], [said("alternative"), said(f"available_{one['alternative']}")]]
    rows += [[said("few_sources"), one["few"]]] if one.get("few") else []
    return {"risk": one["risk"], "rows": rows, "text": one["text"]}


def _theirs(decision: Decision, language: str) -> dict[str, Any]:
    """The result in the applicant's language: what was decided, until when one can appeal, who helps, and to ask what is not clear."""
    told = words()
    return {
        "lang": leaflets.TAGS.get(language, language),
        "rtl": language in languages.RIGHT_TO_LEFT,
        "title": told["result_told"][language],
        "outcome": told[f"outcome_{decision.outcome}"].get(language) or told[f"outcome_{decision.outcome}"]["eng"],
        "until": told["until_told"][language] if decision.remedy_until else "",
        "day": pdf.isolated(decision.remedy_until.isoformat()) if decision.remedy_until else "",
        "help": told["help_told"][language] if decision.legal_aid else "",
        "who": pdf.isolated(decision.legal_aid),
        "ask": told["ask_told"][language],
        "unreviewed": told["unreviewed_told"][language],
    }
