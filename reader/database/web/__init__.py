"""What came from the web: `base` is the seam, `store` keeps it in the library's file."""
