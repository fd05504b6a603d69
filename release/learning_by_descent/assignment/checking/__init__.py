"""How `check` works: run the public cases, compare the outputs, name known mistakes."""
