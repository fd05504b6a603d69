"""Loss curves of real runs, each with the label its settings earn it."""
