"""Findings as people and programs read them: a module for each form."""
