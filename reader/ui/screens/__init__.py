"""One module with its stylesheet for each screen."""
