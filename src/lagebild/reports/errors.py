"""What can go wrong with one report; the others go on."""

from __future__ import annotations


class ReportError(Exception):
    """A report that cannot be read: where it is, what is wrong, and what to do about it."""

    def __init__(self, where: str, problem: str, advice: str) -> None:
        super().__init__(f"{where}: {problem}. {advice}")
        self.where = where
        self.problem = problem
        self.advice = advice

    def __reduce__(self) -> tuple[type[ReportError], tuple[str, str, str]]:
        """Errors travel between processes; exceptions are otherwise rebuilt from their message alone."""
        return type(self), (self.where, self.problem, self.advice)
