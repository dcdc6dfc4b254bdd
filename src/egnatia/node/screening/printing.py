"""What the printed screening form says, field by field (Reg. (EU) 2024/1356 art. 17): each datum confirmed or declared, in two languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils import timezone, translation

from egnatia.kernel import moment, pdf
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.codes.persons import SEX_LABELS, Sex
from egnatia.kernel.codes.words import Words
from egnatia.kernel.models import CaseFile, Unit
from egnatia.node.people import selectors as people
from egnatia.node.protection import selectors as protection
from egnatia.node.screening import inputs, selectors
from egnatia.node.screening.models import Remark, ScreeningForm, Step

_WORDS = Path(__file__).parent / "words.toml"
Pair = list[str]


def data(case: CaseFile, actor: Actor, *, for_person: bool) -> dict[str, Any]:
    """For form.typ, as this reader may see it. The person's copy holds no result of a consultation (1h) and no comments (2d)."""
    return for_reader(whole(case, for_person=for_person), actor)


def for_reader(content: dict[str, Any], actor: Actor) -> dict[str, Any]:
    """Without what a reader may not know: hits (1h), and needs that only some know of (1e)."""
    rows = []
    for one in content["rows"]:
        if one["mark"] == "1h" and not actor.roles & selectors.MAY_READ_HITS:
            continue
        needs = one.pop("needs", None)
        if needs is not None:
            one["value"] = [", ".join(label for category, label in needs if protection.may_know(actor, category)) or "–", ""]
        rows.append(one)
    return {**content, "rows": rows}


def whole(case: CaseFile, *, for_person: bool) -> dict[str, Any]:
    """All that the form says, whoever asks: what is kept of a form that was handed over. Shown through ``for_reader`` alone."""
    screening = selectors.screening_of(case)
    # The person's language for their copy, the authority's for the file.
    words = Words(_WORDS, screening.person.language) if for_person else Words.of_authority(_WORDS)
    said = words.said
    with translation.override("en"):
        rows = _rows(case, said, for_person=for_person)
        made = Remark.objects.filter(case=case.pk).order_by("made_at")
        remarks = [f"{timezone.localtime(one.made_at):%Y-%m-%d %H:%M}: {pdf.isolated(one.text)}" for one in made]
    return {
        "title": said("title")[0],
        "title_theirs": said("title")[1],
        "number": case.number,
        "authority": Unit.objects.values_list("name", flat=True).get(pk=case.unit_id),
        "place": screening.place,
        "made_at": f"{timezone.localtime(moment.now()):%Y-%m-%d %H:%M}",
        "copy": said("copy") if for_person else ["", ""],
        "rows": rows,
        "remark_title": said("remark"),
        "remarks": remarks,
        "unreviewed": said("unreviewed") if words.second else ["", ""],
        "lang": words.tag,
        "rtl": words.right_to_left,
        "synthetic": screening.person.synthetic,
        "footnote": str(countries.KOSOVO_FOOTNOTE),
    }


def _rows(case: CaseFile, said: Any, *, for_person: bool) -> list[dict[str, Any]]:
    screening, identity = selectors.screening_of(case), people.stated(selectors.screening_of(case).person)
    form = ScreeningForm.objects.filter(pk=case.pk).first()
    steps = selectors.steps_done(case)
    needs = [[one.category, str(one.get_category_display())] for one in protection.open_needs(screening.person_id)]

    def row(mark: str, key: str, value: object, datum: inputs.Datum | None = None) -> dict[str, Any]:
        source = said("confirmed" if form and datum in form.confirmed else "declared") if datum else ["", ""]
        return {"mark": mark, "label": said(key), "value": value if isinstance(value, list) else [str(value or "–"), ""], "source": source}

    yes_no = {True: said("yes"), False: said("no"), None: ["–", ""]}
    health = steps[Step.HEALTH].outcome if Step.HEALTH in steps else ""
    rows = [
        row("1a", "name", [identity.full_name, identity.original_script or ""], inputs.Datum.NAME),
        row("1a", "birth", identity.date_of_birth, inputs.Datum.BIRTH),
        row("1a", "birthplace", identity.place_of_birth, inputs.Datum.BIRTHPLACE),
        row("1a", "gender", SEX_LABELS[Sex(identity.sex)], inputs.Datum.GENDER),
        row("1b", "nationality", countries.name(identity.citizenship), inputs.Datum.NATIONALITY),
        row("1b", "residence", countries.name(form.residence) if form and form.residence else "", inputs.Datum.RESIDENCE),
        row("1b", "languages", ", ".join(languages.name(one) for one in form.languages) if form else "", inputs.Datum.LANGUAGES),
        row("1c", "reason", screening.get_reason_display()),
        row("1d", "health", inputs.HealthOutcome(health).label if health else ""),
        {**row("1e", "vulnerability", ""), "needs": needs},
        row("1f", "asylum", yes_no[True if selectors.wants_asylum(screening) else screening.wishes_asylum]),
        row("1g", "family", pdf.isolated(form.family_elsewhere or "") if form else ""),
    ]
    if not for_person and Step.SECURITY in steps:
        asked = selectors.consultations(case)
        told = "; ".join(f"{source}: {yes_no[hit][0]}" for source, hit in asked)
        rows.append(row("1h", "hit", [told, yes_no[any(hit for _source, hit in asked)][1]] if asked else yes_no[steps[Step.SECURITY].outcome == "HIT"]))
    rows.append(row("1i", "cooperated", yes_no[form.cooperated if form else None]))
    if form and form.transit:
        rows.append(row("2b", "transit", ", ".join(countries.name(one) for one in form.transit)))
    return rows
