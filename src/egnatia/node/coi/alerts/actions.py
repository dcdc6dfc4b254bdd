"""Keeping a search, seeing what it found, ending it; and comparing new documents with all that are kept."""

from __future__ import annotations

from dataclasses import replace

from egnatia.kernel import moment
from egnatia.kernel.access.actor import Actor
from egnatia.kernel.engine.run import open_task
from egnatia.kernel.engine.spec import NoInput
from egnatia.kernel.models import CaseFile
from egnatia.node.coi.alerts import inputs, procedure
from egnatia.node.coi.engine import queries
from egnatia.node.coi.engine.index import Index
from egnatia.node.coi.library import finding
from egnatia.node.coi.models import Alert, Document, KeptSearch
from egnatia.node.coi.research import neutral
from egnatia.node.coi.text import words


@procedure.KEEP.effect
def keep(case: CaseFile, data: inputs.KeepSearch, actor: Actor) -> None:
    """Raises BadInput for words that tell of somebody of the register: they would stand here for as long as the search is kept."""
    neutral.check({"text": data.text}, "eng")
    chosen = {name: " ".join(dict.fromkeys(map(str, getattr(data, name)))) for name in ("countries", "topics", "languages", "kinds")}
    KeptSearch.objects.create(case=case, text=data.text.strip(), by_name=actor.name, **chosen)


@procedure.SEEN.effect
def seen(case: CaseFile, data: NoInput, actor: Actor) -> None:
    Alert.objects.filter(search=case.pk).update(seen=True)


@procedure.END.effect
def end(case: CaseFile, data: NoInput, actor: Actor) -> None:
    """It tells of nothing any more; what it told stays."""
    KeptSearch.objects.filter(pk=case.pk).update(ended=True)


def tell(index: Index) -> int:
    """Compare documents that nobody was told of yet with every kept search. Returns how many alerts there are. One at a time (job lock)."""
    found_by_nobody = Document.objects.filter(confirmed=True, withdrawn=False, indexed_at__isnull=False, compared=False)
    waiting = list(found_by_nobody.select_for_update(of=("self",)).defer("content", "text"))
    kept = list(KeptSearch.objects.filter(ended=False).select_related("case")) if waiting else []
    count = 0
    for one in kept:
        found = [each for each in waiting if answers(each, one, index)]
        Alert.objects.bulk_create([Alert(search=one, document=each, at=moment.now()) for each in found], ignore_conflicts=True)
        if found:
            open_task(one.case, procedure.SEE)
        count += len(found)
    Document.objects.filter(pk__in=[one.pk for one in waiting]).update(compared=True)
    return count


def answers(document: Document, one: KeptSearch, index: Index) -> bool:
    """Whether a document is what somebody asked to be told of: of what was chosen, and with all words in one passage."""
    narrowed = ((one.countries, document.countries), (one.topics, document.topics), (one.languages, document.language), (one.kinds, document.kind))
    if not all(not wanted or set(wanted.split()) & set(told.split()) for wanted, told in narrowed):
        return False
    if not one.text:
        return True
    families = finding.families(one.text, [document.language])
    asked = queries.Asked(_all_of_them(one.text, families), families, families, queries.Narrow(document=(str(document.pk),)))
    return asked.asks and bool(index.search(queries.build(asked), 1))


def _all_of_them(text: str, families: tuple[str, ...]) -> list[queries.Part]:
    """Parts of what was typed, each of them needed; small words are not, unless there are no others."""
    small = frozenset().union(*(words.stop_words(one) for one in families))
    parts = [one for one in queries.parse(text) if not one.loose]
    telling = [one for one in parts if one.never or one.is_phrase or words.term(one.words[0], families[0]).surface not in small]
    kept = telling if any(not one.never for one in telling) else parts
    return [one if one.never or one.is_phrase else replace(one, must=True) for one in kept]
