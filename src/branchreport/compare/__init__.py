"""Two or more years set side by side: what grew, what fell, what was promised and done."""
