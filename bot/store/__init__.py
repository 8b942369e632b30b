"""The state database: the only place that knows SQL."""
