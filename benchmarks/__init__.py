"""Benchmarks of the shipped state; they read the shared folder and never train."""
