"""The archive: an encrypted file with an append-only journal."""
