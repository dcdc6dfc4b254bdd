"""Return against somebody's will: only after a decision of two with a remedy, only through safeguards that are asked anew at every step, under the eyes of an
independent monitor. Readmission, operations, detention and the regional mechanism stand beside it."""
