"""Masks what could identify somebody, before any text outlives its talk, and explains each mask.

Values only, no clock and no I/O: `redact` holds the two calls, `registry` the recognisers.
"""
