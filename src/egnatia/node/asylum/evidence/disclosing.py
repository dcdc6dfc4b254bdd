"""The country information that a case rests on, for the applicant and counsel: whole, with every quotation, its place and how its source was assessed.

Equality of arms (Charter art. 47; Reg. (EU) 2024/1348 art. 17, 34): who must answer it can read it as the authority did.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any
from uuid import UUID

from egnatia.kernel import moment, pdf
from egnatia.kernel.codes import countries, languages
from egnatia.kernel.models import CaseFile
from egnatia.node.asylum.evidence import selectors, weighed
from egnatia.node.asylum.models import Application
from egnatia.node.asylum.models.codes import PieceKind
from egnatia.node.coi import citing
from egnatia.node.coi import selectors as coi
from egnatia.node.coi.library.beside import number_of
from egnatia.node.coi.models import Document

_SOURCE = Path(__file__).parent / "disclosed.typ"


def _listed(case: CaseFile, cited: dict[UUID, coi.Cited], papers: list[Document]) -> dict[str, Any]:
    """What the list says, as JSON: each quotation under its fact, and each document once."""
    of_fact, weighing = selectors.pieces(case), weighed.exporter(case)
    places = {number_of(row["place"]) for ones in weighed.of_case(case).values() for row in ones.otherwise}
    closed = coi.closed_among(places)
    used = [
        (fact, piece, cited[piece.citation])
        for fact in selectors.facts(case)
        for piece in of_fact.get(fact.pk, [])
        if piece.kind == PieceKind.COI and piece.citation in cited
    ]
    return {
        "case": case.number,
        "made_on": moment.today().isoformat(),
        "synthetic": Application.objects.select_related("person").get(pk=case.pk).person.synthetic,
        "quotations": [
            {
                "fact": fact.number,
                "about": fact.statement,
                "bears": str(piece.get_bears_display()),
                "quote": one.quote,
                "translation": one.translation,
                "translated_by": one.translated_by,
                "language": languages.name(one.language),
                "pinpoint": one.pinpoint,
                "citation": citing.footnote(one),
                "checked": bool(one.found),
                "document": one.number,
                **_without_closed(weighing(piece), closed),
            }
            for fact, piece, one in used
        ],
        "documents": [_document(one) for one in papers],
        "footnote": str(countries.KOSOVO_FOOTNOTE),
    }


def _without_closed(told: dict[str, Any], closed: set[str]) -> dict[str, Any]:
    """That a closed file says otherwise is told, its words are not."""
    rows = [{**each, "text": "" if number_of(each["place"]) in closed else each["text"]} for each in told.get("otherwise", ())]
    return {**told, "otherwise": rows} if rows else told


def _document(one: Document) -> dict[str, Any]:
    answers = [[str(label), getattr(one.assessed, name)] for name, label in coi.QUESTIONS.items()] if one.assessed else []
    return {
        "number": one.number,
        "title": one.title,
        "publisher": one.publisher,
        "kind": str(one.get_kind_display()),
        "published_on": one.published_on.isoformat() if one.published_on else "",
        "accessed_on": one.accessed_on.isoformat(),
        "address": "" if one.closed else one.address,
        "sha256": one.digest,
        "file": "" if one.closed else f"documents/{one.number}.{coi.ending(one)}",
        "closed": str(one.get_closed_display()) if one.closed else "",
        "summary": one.summary if one.closed else "",
        "source": answers,
        "particular": "" if one.closed else one.assessment,
        "withdrawn": one.withdrawn_why if one.withdrawn else "",
    }


def export(case: CaseFile) -> bytes:
    """A ZIP: the list as PDF and JSON, the citations for programs (RIS, CSL-JSON), and every document as it was when it was cited.

    Of a file that is closed by law, its quotations, the ground and a summary (Reg. (EU) 2024/1348 art. 18(2)).
    """
    cited = coi.citations(selectors.cited_ids(case))
    papers = coi.kept({one.document for one in cited.values()})
    told = _listed(case, cited, papers)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("list.pdf", pdf.make(_SOURCE, {**told, "words": _words()}))
        made.writestr("list.json", json.dumps(told, ensure_ascii=False, indent=1))
        made.writestr("citations.ris", citing.ris(list(cited.values())))
        made.writestr("citations.csl.json", json.dumps(citing.csl(list(cited.values())), ensure_ascii=False, indent=1))
        for one in (each for each in papers if not each.closed):
            made.writestr(f"documents/{one.number}.{coi.ending(one)}", bytes(one.content))
    return buffer.getvalue()


def _words() -> dict[str, str]:
    from django.utils.translation import gettext as _

    return {
        "title": _("Country information that this case rests on"),
        "told": _("You and your lawyer can read all of it, and answer it. The files of the documents come with this list, as they were when they were cited."),
        "fact": _("Fact"),
        "unchecked": _("words read by a person, not checked by the program"),
        "weighed": _("Weighed"),
        "rests": _("It rests"),
        "otherwise": _("Says otherwise"),
        "followed": _("Why the quotation is followed"),
        "documents": _("Documents and their sources"),
        "withdrawn": _("Withdrawn since"),
        "closed": _("This file is closed to you by law. Ground"),
        "summary": _("What it says, in substance"),
        "remedy": _("The court that examines an appeal reads the whole file. Ask your lawyer whether the law gives them access to it."),
        "translated_by": _("Translated by"),
        "none": _("No country information is cited in this case."),
        "absent": _("That no information was found does not show that something did not happen."),
    }
