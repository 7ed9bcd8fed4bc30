"""Markup made into a text with its structure beside it, whatever it is for."""
