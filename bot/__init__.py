"""Vigil: the shell around the rules: it reads, writes, sends and waits, and decides nothing about alerts."""
