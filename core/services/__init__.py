"""Use cases: open a transaction, ask the engine, record, announce."""
