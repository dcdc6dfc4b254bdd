"""Quality assurance: a sample, two review modules, agreement between reviewers, and what it says about training."""
