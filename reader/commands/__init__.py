"""Families of commands, each a module; `reader.cli` chooses among them."""
