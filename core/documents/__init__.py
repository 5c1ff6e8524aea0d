"""From a form in YAML to resolved blocks, and from blocks to a page."""
