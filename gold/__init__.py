"""Political events annotated by the project (CC BY 4.0): offsets and codes, joined to texts that others publish."""
