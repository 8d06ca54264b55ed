"""What drives the path: one process, all cores."""
