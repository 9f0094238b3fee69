"""Turns a branch's records of a year into its work summary, and answers for every number in it."""

__version__ = "0.1.0"
