"""Everything Sledchy knows and does, without a window."""
