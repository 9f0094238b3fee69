"""What a Word file says differently from the records, and how that is carried back into them."""
