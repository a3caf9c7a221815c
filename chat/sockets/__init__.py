"""The three sockets: parse, step, act, send. What may be said is decided elsewhere."""
