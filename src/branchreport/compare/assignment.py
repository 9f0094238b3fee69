"""Who goes with whom: the assignment of two groups whose weights add up to the most."""

from collections.abc import Sequence

_FAR = float("inf")


def assigned(weights: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Pairs of a row and a column of ``weights``, each used once, whose sum is the greatest.

    Only weights above 0 make a pair. Of equal sums the same is chosen every time.
    """
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):
        turned = assigned(list(zip(*weights, strict=True)))
        return sorted((row, column) for column, row in turned)
    columns = _columns([[-max(weight, 0) for weight in row] for row in weights])
    return [(row, column) for row, column in enumerate(columns) if weights[row][column] > 0]


def _columns(costs: Sequence[Sequence[int]]) -> list[int]:
    """The column of each row so that the costs are least; there are as many columns or more.

    The Hungarian method with potentials, a row at a time (Kuhn 1955, Munkres 1957; the form with
    one shortest path a row is Jonker's and Volgenant's, 1987): rows² x columns steps.
    """
    rows, columns = len(costs), len(costs[0])
    row_of = [-1] * (columns + 1)  # the last column is where the search begins
    row_price: list[float] = [0] * rows
    column_price: list[float] = [0] * (columns + 1)
    for row in range(rows):
        column = columns
        row_of[column] = row
        nearest, came_from = [_FAR] * columns, [columns] * columns
        seen = [False] * (columns + 1)
        while row_of[column] >= 0:
            seen[column] = True
            here = row_of[column]
            step, following = _FAR, columns
            for other in range(columns):
                if seen[other]:
                    continue
                price = costs[here][other] - row_price[here] - column_price[other]
                if price < nearest[other]:
                    nearest[other], came_from[other] = price, column
                if nearest[other] < step:
                    step, following = nearest[other], other
            for other in range(columns + 1):
                if seen[other]:
                    row_price[row_of[other]] += step
                    column_price[other] -= step
                elif other < columns:
                    nearest[other] -= step
            column = following
        while column != columns:
            row_of[column] = row_of[came_from[column]]
            column = came_from[column]
    return [row_of.index(row) for row in range(rows)]
