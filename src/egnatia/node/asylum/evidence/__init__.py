"""Evidence assessment: gather, find credible or not, say what is risked (EUAA; Reg. (EU) 2024/1347 art. 4)."""
