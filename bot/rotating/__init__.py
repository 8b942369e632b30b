"""The rota in the coordination room: shown, changed, taken from a calendar, and told before it comes."""
