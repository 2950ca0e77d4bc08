"""`python -m lagebild` is the command line."""

from lagebild.serve.cli import main

main()
