"""What may be published of many facts so that nobody can be found in it.

``tables`` says what is counted, ``totals`` and ``hiding`` what stays hidden, ``flow`` why nobody
can compute it. Everything here is a function of counts.
"""
