"""Problems that an operator can mend, each said in one line."""


class Problem(Exception):
    """What is wrong and what to do; the command ends with status 2."""
