"""The release and its gate: `release` builds it from the master, `leaks` and `language_gate` say
what must not go out."""
