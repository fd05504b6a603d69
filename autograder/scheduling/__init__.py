"""Grading many submissions: `classroom` hands them out, to processes here or on a cluster, and
leaves alone what is unchanged. What a process does with one is in `job`."""
