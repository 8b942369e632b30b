"""Matrix: the only place that imports nio."""
