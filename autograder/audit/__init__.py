"""The audit: whether the marks are fair, sharp and safe, counted. `make audit` runs all of it."""
