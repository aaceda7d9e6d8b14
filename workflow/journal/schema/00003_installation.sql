-- What an administrator rules, and how people prove who they are.

-- Settings as they were loaded: routes, sjablonen, register, policy. "n" counts
-- on over all of them, so that one look tells a node whether anything is new. Of
-- a kind and name the highest n is in force; no bytes means that it was withdrawn.
CREATE TABLE settings (
  n INTEGER NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  person TEXT NOT NULL,
  at INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  sum BLOB NOT NULL
) STRICT;
CREATE INDEX settings_name ON settings (kind, name, n);

-- Codes that are good for one use; the code is kept as its SHA-256 only.
CREATE TABLE codes (
  hash BLOB NOT NULL PRIMARY KEY,
  purpose TEXT NOT NULL,
  person TEXT NOT NULL,
  login TEXT NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  used INTEGER NOT NULL,
  sum BLOB NOT NULL
) STRICT;
CREATE INDEX codes_person ON codes (person, purpose);

-- Second factors of a person. "counter" never goes back: what was used once is
-- not good again. The secret is sealed with a key that is not in the database.
CREATE TABLE factors (
  id TEXT NOT NULL PRIMARY KEY,
  person TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  secret BLOB NOT NULL,
  counter INTEGER NOT NULL,
  created INTEGER NOT NULL,
  used INTEGER NOT NULL,
  sum BLOB NOT NULL
) STRICT;
CREATE INDEX factors_person ON factors (person);

-- How and when the person behind a session last proved who it is.
CREATE TABLE proofs (
  session TEXT NOT NULL PRIMARY KEY,
  strength TEXT NOT NULL,
  at INTEGER NOT NULL,
  sum BLOB NOT NULL
) STRICT;
