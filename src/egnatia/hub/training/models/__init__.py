"""What is recorded of training."""

from egnatia.hub.training.models.curriculum import Delivery, Group, Material, Module, Progress, Translation
from egnatia.hub.training.models.places import Certificate, Country, Invitation, Need, Opinion, Place, QualityFigure, Question
from egnatia.hub.training.models.sessions import Attendance, Kind, TrainerSeat, TrainingSession
from egnatia.hub.training.models.trainers import Level, Trainer, TrainerAway, TrainerSkill

__all__ = [
    "Attendance",
    "Certificate",
    "Country",
    "Delivery",
    "Group",
    "Invitation",
    "Kind",
    "Level",
    "Material",
    "Module",
    "Need",
    "Opinion",
    "Place",
    "Progress",
    "QualityFigure",
    "Question",
    "Trainer",
    "TrainerAway",
    "TrainerSeat",
    "TrainerSkill",
    "TrainingSession",
    "Translation",
]
