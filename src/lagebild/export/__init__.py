"""What leaves Lagebild: one file a format."""
