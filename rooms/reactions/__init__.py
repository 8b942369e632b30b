"""What is said and done after each event; which reaction belongs to which stands in `rooms/reacting.py`."""
