"""The lab preprocessing_and_initialization: what it asks, and its known mistakes."""
