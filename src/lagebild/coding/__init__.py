"""Coding: frames and model signals to events with roles."""
