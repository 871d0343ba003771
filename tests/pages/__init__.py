"""Synthetic newspaper pages: stories written for the tests, set in many styles."""
