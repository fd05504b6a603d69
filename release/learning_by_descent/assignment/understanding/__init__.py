"""Questions on somebody's own code: read, run on a small input, and asked with a known answer."""
