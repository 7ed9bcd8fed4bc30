"""Where annotations are kept: `base` is the seam, `store` keeps them in the library's file."""
