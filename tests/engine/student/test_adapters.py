"""Adapters of libraries: those that were met have their random numbers started."""

import sys

from autograder.student.checking import adapters


def test_the_random_numbers_of_a_library_that_was_met_start_anew(tmp_path, monkeypatch):
    (tmp_path / "drawing.py").write_text("seeds = []\nseed = seeds.append\n")
    (tmp_path / "silent.py").write_text("")
    monkeypatch.setattr(adapters, "__path__", [*adapters.__path__, str(tmp_path)])
    names = [f"{adapters.__name__}.{name}" for name in ("drawing", "silent")]
    try:
        adapters.seed_all(5)  # none of them is met yet
        drawing, _ = adapters.adapter_of("drawing"), adapters.adapter_of("silent")
        adapters.seed_all(7)
        assert drawing is not None and drawing.seeds == [7]
    finally:
        adapters.adapter_of.cache_clear()
        for name in names:
            sys.modules.pop(name, None)
            delattr(adapters, name.rpartition(".")[2])
