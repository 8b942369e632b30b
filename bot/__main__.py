"""`python -m bot` is the program `vigil`."""

from bot.cli import main

main()
