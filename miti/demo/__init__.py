"""Invented visitors for a demo: real sockets, made-up people.

``figures`` says how such people are, ``choosing`` draws them, ``conduct`` is one of them;
``crowd`` connects them to a service.
"""
