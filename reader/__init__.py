"""A terminal reader for Chinese and mixed Chinese/Latin articles."""

__version__ = "0.1.0"
