"""One file a format: ``SUFFIXES`` and ``read(data, where) -> Iterator[Report | ReportError]``."""
