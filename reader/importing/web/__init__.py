"""The parts that make an article of a web page: its tree, drafts, container and description."""
