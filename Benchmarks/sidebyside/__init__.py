"""TraceGrid beside other engines: the same questions, each engine's best layout, rows checked before a time counts."""
