"""Real services for tests and benchmarks: Redis, PostgreSQL and Chromium.

Each is taken from where the caller points (``REDIS_URL``, ``DATABASE_URL``), else from the
machine, else from the development environment. A service that is nowhere to be had raises
:class:`Missing` with a reason of one line; nothing is ever skipped for want of it.

From a shell, ``python -m tests.services postgres redis -- COMMAND`` runs a command beside them.
"""
