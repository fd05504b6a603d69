"""Modules and automatic differentiation: what the lab asks, and its known mistakes."""
