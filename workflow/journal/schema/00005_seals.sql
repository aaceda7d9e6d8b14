-- Seals of the read log. Every seal covers the lines after the one before it, up
-- to and including "to_n"; "lines" names each by its number and its sum, and the
-- SHA-256 of "lines" stands in the ledger. So a line that was left out, put in or
-- changed with its sum is named, and a checkpoint covers the read log too.
CREATE TABLE seals (
  n INTEGER NOT NULL PRIMARY KEY CHECK (n > 0),
  from_n INTEGER NOT NULL,
  to_n INTEGER NOT NULL,
  count INTEGER NOT NULL,
  lines BLOB NOT NULL,
  at INTEGER NOT NULL,
  sum BLOB NOT NULL
) STRICT;
