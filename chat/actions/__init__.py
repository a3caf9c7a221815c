"""The only writers of conversations. Each action is one transaction; hints go out after it.

Locks are taken in one order everywhere: the counselor's duty row, then conversations by id.
"""
