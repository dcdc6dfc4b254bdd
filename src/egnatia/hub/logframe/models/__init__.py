"""Results, indicators, periods, progress, activities, risks: what roadmaps and the programme's contracts have in common."""

from egnatia.hub.logframe.models.activities import Activity, Involved, Part, Risk, Scale
from egnatia.hub.logframe.models.frameworks import Change, Framework, Kind, Party, Result
from egnatia.hub.logframe.models.indicators import Direction, Frequency, Indicator, Level, Measure, Period
from egnatia.hub.logframe.models.progress import Evidence, Progress, ProgressPart

__all__ = [
    "Activity",
    "Change",
    "Direction",
    "Evidence",
    "Framework",
    "Frequency",
    "Indicator",
    "Involved",
    "Kind",
    "Level",
    "Measure",
    "Part",
    "Party",
    "Period",
    "Progress",
    "ProgressPart",
    "Result",
    "Risk",
    "Scale",
]
