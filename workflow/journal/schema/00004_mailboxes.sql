-- What a person hears, and where.

-- "address" may be empty: then nothing is mailed. "pace" is how often.
CREATE TABLE mailboxes (
  person TEXT NOT NULL PRIMARY KEY,
  address TEXT NOT NULL,
  pace TEXT NOT NULL,
  sum BLOB NOT NULL
) STRICT;

-- Up to when a person has seen his notices.
CREATE TABLE noticed (
  person TEXT NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL,
  sum BLOB NOT NULL
) STRICT;

CREATE INDEX jobs_recipient ON jobs (recipient, created);
