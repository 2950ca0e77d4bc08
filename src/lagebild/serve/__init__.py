"""The faces: the command line and the single-file report. They show what the other rooms found and judge nothing.

Heavy libraries are imported inside functions, so that `lagebild --help` answers at once.
"""
