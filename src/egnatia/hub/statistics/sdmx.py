"""SDMX-CSV 2.0 out, written by pysdmx from the template's structure."""

from __future__ import annotations

from egnatia.hub.statistics.models import Observation
from egnatia.kernel.codes import template


def write_csv(rows: list[Observation]) -> str:
    """The observations as one SDMX-CSV 2.0 message; an empty list gives the header alone."""
    import pandas as pd
    from pysdmx.io.csv.sdmx20.writer import write
    from pysdmx.io.pd import PandasDataset
    from pysdmx.model import Component, Components, Concept, DataType, Role, Schema

    def component(name: str) -> Component:
        role = Role.MEASURE if name == "OBS_VALUE" else Role.DIMENSION if name in template.DIMENSIONS else Role.ATTRIBUTE
        kind = DataType.INTEGER if name == "OBS_VALUE" else DataType.STRING
        level = "O" if role is Role.ATTRIBUTE else None
        return Component(name, role is not Role.ATTRIBUTE, role, Concept(name, dtype=kind), local_dtype=kind, attachment_level=level)

    schema = Schema("dataflow", template.AGENCY, template.DATAFLOW, Components([component(name) for name in template.COLUMNS]), template.VERSION)
    data = [
        (
            "M",
            one.revision.node,
            one.indicator,
            one.border,
            one.citizen,
            one.sex,
            one.age,
            one.uasc,
            one.revision.period,
            one.value,
            "P" if one.revision.provisional else "A",
            one.conf,
        )
        for one in rows
    ]
    frame = pd.DataFrame(data, columns=list(template.COLUMNS))
    frame["OBS_VALUE"] = frame["OBS_VALUE"].astype("Int64")
    return write([PandasDataset(structure=schema, data=frame)]) or ""
