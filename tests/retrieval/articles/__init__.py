"""Tests of the page splitter."""
