"""Full-text search engines; which one is used is said here."""
