"""Widgets render what they are given and report what the reader does; screens decide."""
