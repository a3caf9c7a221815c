"""Who is served by whom, how long people wait and when the desk is open.

Everything in this package is a function of plain values and of the time it is
given: no database, no clock, no settings, no randomness. It knows nobody else
in the project, so it can be read, tested and simulated on its own.
"""
