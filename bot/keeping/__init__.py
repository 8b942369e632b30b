"""What an operator does with the data as a whole: copy, put back, give another key, hand out."""
