"""What people did by hand to a Word file that branchreport wrote."""
