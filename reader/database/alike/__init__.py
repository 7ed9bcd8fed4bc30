"""Articles much like others: `base` is the seam, `store` keeps pairs, `merging` makes them one."""
