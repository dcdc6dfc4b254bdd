"""A small library of country information about nothing that happened: in the languages that a real one has, so that search can be tried."""

from __future__ import annotations

import uuid
from datetime import timedelta
from uuid import UUID

from egnatia.kernel import moment
from egnatia.kernel.access.actor import SYSTEM, Actor, acting_as
from egnatia.node.coi import actions as coi
from egnatia.node.coi.models import Document, Source

QUOTE = "Searches of houses at night were reported in three districts."
TITLE = "SYNTHETIC report on searches at night"
_SOURCE = "SYNTHETIC organisation"
_ANSWERS = {
    "who": "SYNTHETIC: an association of lawyers, known in the region.",
    "what": "SYNTHETIC: arrests and searches in the provinces; nothing on health.",
    "why": "SYNTHETIC: to document violations; paid by foundations, which it names.",
    "how": "SYNTHETIC: on the spot, names its method, two witnesses for each event.",
    "when": "SYNTHETIC: each quarter, some weeks after the events.",
}
_MORE = (
    (
        "eng",
        "SYNTHETIC note on journalists and protest",
        "# Arrests\n\nJournalists were arrested after the protests in the capital and held without a lawyer.\n\n# Return\n\nNothing on people who came back.",
    ),
    ("srp", "СИНТЕТИЧКИ извештај о новинарима", "SYNTHETIC\n\nНовинари су ухапшени после протеста у главном граду. У три округа претресане су куће ноћу."),
    ("arb", "تقرير تجريبي عن الصحفيين", "SYNTHETIC\n\nاعتُقل الصحفيون بعد الاحتجاجات في العاصمة، وفُتشت بيوت في الليل في ثلاث محافظات."),
    ("pes", "گزارش آزمایشی درباره خبرنگاران", "SYNTHETIC\n\nخبرنگاران پس از اعتراضات در پایتخت بازداشت شدند و خانه‌ها در شب تفتیش شد."),
    ("tur", "Gazeteciler üzerine DENEME raporu", "SYNTHETIC\n\nGazeteciler başkentteki protestolardan sonra gözaltına alındı; üç ilde evler gece arandı."),
    ("sqi", "Raport PROVË për gazetarët", "SYNTHETIC\n\nGazetarët u arrestuan pas protestave në kryeqytet; shtëpitë u kontrolluan natën në tre rrethe."),
    ("mkd", "ПРОБЕН извештај за новинарите", "SYNTHETIC\n\nНовинарите беа уапсени по протестите во главниот град; куќи беа претресувани ноќе во три области."),
)


def put(who: Actor, country: str, title: str, text: str, *, language: str = "eng", days: int = 40) -> UUID:
    """A document taken and confirmed by an officer of the asylum authority, on a source that is registered with the first one."""
    with acting_as(SYSTEM):
        source = Source.objects.values_list("pk", flat=True).filter(name=_SOURCE).first()
    source = source or coi.register({"name": _SOURCE, "kind": "NGO", **_ANSWERS}, actor=who, key=uuid.uuid4()).case_id
    taken = coi.take({"pasted": text}, actor=who, key=uuid.uuid4()).case_id
    when = {"published_on": moment.today() - timedelta(days=days), "accessed_on": moment.today()}
    about = {"title": title, "source": source, "about": [country], "topics": ["SECURITY", "POLITICS"], "language": language, **when}
    coi.confirm(about, actor=who, key=uuid.uuid4(), case_id=taken)
    assert taken is not None
    return taken


def shelve(staff: dict[str, Actor]) -> None:
    """A document that can be cited, if it is not there yet."""
    with acting_as(SYSTEM):
        known = Document.objects.filter(withdrawn=False, title=TITLE).exists()
    if not known:
        put(staff["asylum"], "AFG", TITLE, f"SYNTHETIC. {QUOTE}")


def fill(staff: dict[str, Actor]) -> None:
    """The others, once."""
    shelve(staff)
    for at, (language, title, text) in enumerate(_MORE):
        with acting_as(SYSTEM):
            known = Document.objects.filter(title=title).exists()
        if not known:
            put(staff["asylum"], "AFG", title, text, language=language, days=60 + 200 * at)
