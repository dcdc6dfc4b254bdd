"""Scoring of a survey of sustainable reintegration, with weight sets that can be exchanged.

Dimensions: economic, social, psychosocial (MEASURE project, IOM and Samuel Hall, 2017). The published answer scores and weights are not part of this
program: the set ``EQ-1`` gives equal weights and is illustrative. No score of IOM is claimed, and no score decides on help for anybody.
"""

from egnatia.node.avrr.survey.scoring import DIMENSIONS, BadWeights, Instrument, Question, Scores, WeightSet, check, instrument, read_weights, score, weight_set

__all__ = ["DIMENSIONS", "BadWeights", "Instrument", "Question", "Scores", "WeightSet", "check", "instrument", "read_weights", "score", "weight_set"]
