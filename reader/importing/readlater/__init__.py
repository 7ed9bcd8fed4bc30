"""What read-later programs and browsers export; one module for each, `exports` knows them all."""
