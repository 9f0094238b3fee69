"""``branchreport cadence``: what took place in each month, and what is missing, as a table."""

import sys
from pathlib import Path

from branchreport.cli.checking import check_year
from branchreport.cli.console import put, show
from branchreport.loading.years import years
from branchreport.show.full import findings


def cadence(path: str | Path, *, output_format: str = "text") -> int:
    """Print the table of the year at ``path``.

    0 printed; 1 where the year, or a rule set that it names, is not whole, which is shown; 2 where
    something cannot be read.
    """
    (year,) = years([Path(path)])
    checked = check_year(year)
    case = checked.case
    if case is None or any(chosen.rule_set is None for chosen in case.rule_sets):
        show(findings(checked.diagnostics, checked.lines), sys.stderr)
        return 1 if checked.readable else 2
    from branchreport.cadence import calendar
    from branchreport.show import cadence as forms

    months = calendar(case.year, case.log, case.duties)
    put(
        output_format,
        text=lambda: forms.full(months),
        json=lambda: forms.as_json(months),
        markdown=lambda: forms.markdown(months),
    )
    return 0
