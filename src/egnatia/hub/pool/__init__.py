"""The regional pools of scarce people: interpreters and trainers, by pseudonym."""
