"""What the library keeps, and what is written from it."""

from egnatia.node.coi.models.alerts import Alert, KeptSearch
from egnatia.node.coi.models.library import Assessment, Citation, Closed, CountryEvent, Document, Held, Made, Passage, PassageNote, Source, SourceKind, Topic
from egnatia.node.coi.models.research import Claim, Edition, Kind, NothingFound, Remark, Research, SharedEdition, Support

__all__ = [
    "Alert",
    "Assessment",
    "Citation",
    "Claim",
    "Closed",
    "CountryEvent",
    "Document",
    "Edition",
    "Held",
    "KeptSearch",
    "Kind",
    "Made",
    "NothingFound",
    "Passage",
    "PassageNote",
    "Remark",
    "Research",
    "SharedEdition",
    "Source",
    "SourceKind",
    "Support",
    "Topic",
]
