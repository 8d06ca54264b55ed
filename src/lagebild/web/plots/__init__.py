"""Plots and maps as SVG for the pages."""
