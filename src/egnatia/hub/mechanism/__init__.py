"""The regional mechanism for voluntary return: the harmonised procedure, who has adopted it, and the regional budget. Nothing of a person is here."""
