"""The shape of a year as its user writes it: Pydantic models, frozen, in two key languages."""
