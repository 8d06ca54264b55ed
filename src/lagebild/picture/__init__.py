"""Many reports, one sourced memory: origins, events, agreement and dispute, questions."""
