"""A pair's timeline as a picture. Needs the extra ``plots``."""

from __future__ import annotations

from pathlib import Path

from lagebild.picture.views import PairView


def timeline(view: PairView, path: Path) -> None:
    """Write months with their mean scores and numbers of events as SVG or PNG, by the file's ending.

    Raises ValueError for another ending and ImportError, with what to install, without matplotlib.
    """
    if path.suffix.lower() not in (".svg", ".png"):
        raise ValueError(f"{path.name} must end in .svg or .png.")
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise ImportError("A plot needs matplotlib: pip install 'lagebild[plots]'.") from error
    figure = Figure(figsize=(max(6.0, 0.35 * len(view.months)), 4.5), layout="constrained")
    score, count = figure.subplots(2, 1, sharex=True, height_ratios=(2, 1))
    names = [month.month for month in view.months]
    colours = ["#2a7f62" if month.score >= 0 else "#b03a2e" for month in view.months]
    score.bar(names, [month.score for month in view.months], color=colours)
    score.axhline(0, color="black", linewidth=0.8)
    score.set_ylim(-10, 10)
    score.set_ylabel("conflict   cooperation")
    score.set_title(f"{view.first} and {view.second}")
    count.bar(names, [month.events for month in view.months], color="#7f8c8d", label="events")
    count.bar(names, [month.disputed for month in view.months], color="#e67e22", label="disputed")
    count.set_ylabel("events")
    count.legend(frameon=False)
    count.tick_params(axis="x", rotation=90)
    figure.savefig(path)
