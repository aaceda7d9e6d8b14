-- Written once for both databases: SQLite reads it as it stands; for PostgreSQL
-- BLOB becomes BYTEA, INTEGER becomes BIGINT and STRICT and WITHOUT ROWID fall
-- away (dialect.go).
-- Never edited: a change is a new file, on which the previous program still runs.
-- Instants are Unix milliseconds UTC, civil days ISO 8601 text, digests 32 bytes
-- or none at all; "sum" is the digest of the row's other columns (sum.go).

-- What the book knows of itself: its identity and the key that signs checkpoints.
CREATE TABLE book (
  name TEXT NOT NULL PRIMARY KEY,
  value BLOB NOT NULL
) STRICT;

-- The head of the ledger; its row is the lock that puts appends in one order.
CREATE TABLE ledger (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  size INTEGER NOT NULL,
  root BLOB NOT NULL
) STRICT;

-- Leaves of the ledger. "papers" are the digests of what was stored with the
-- entry, 32 bytes each, so that no paper can go unseen. "hashes" are the hashes
-- of the Merkle log that leaf n completes: its own, then those of the subtrees
-- that end with it.
CREATE TABLE entries (
  n INTEGER NOT NULL PRIMARY KEY,
  dossier TEXT NOT NULL,
  seq INTEGER NOT NULL,
  id TEXT NOT NULL,
  at INTEGER NOT NULL,
  person TEXT NOT NULL,
  namens TEXT NOT NULL,
  event TEXT NOT NULL,
  data BLOB NOT NULL,
  papers BLOB NOT NULL,
  nonce BLOB NOT NULL,
  hashes BLOB NOT NULL,
  UNIQUE (dossier, seq)
) STRICT;

-- One row a dossier: how far it is and what lists show. No text: onderwerp,
-- kenmerk and betreft are digests of papers; betreft is what is shown to who
-- sees the letter alone. "salt" is the salt of its section digests.
CREATE TABLE dossiers (
  dossier TEXT NOT NULL PRIMARY KEY,
  nr INTEGER NOT NULL UNIQUE,
  salt BLOB NOT NULL,
  seq INTEGER NOT NULL,
  phase TEXT NOT NULL,
  kind TEXT NOT NULL,
  opsteller TEXT NOT NULL,
  organisation TEXT NOT NULL,
  onderwerp BLOB NOT NULL,
  kenmerk BLOB NOT NULL,
  betreft BLOB NOT NULL,
  deadline TEXT NOT NULL,
  since INTEGER NOT NULL,
  round INTEGER NOT NULL,
  sent_back BLOB NOT NULL,
  sent_back_at INTEGER NOT NULL,
  sum BLOB NOT NULL
) STRICT;
CREATE INDEX dossiers_opsteller ON dossiers (opsteller, nr);

-- With whom a dossier lies. "deadline" repeats the dossier's, '9999-12-31' when
-- it has none, so that a worklist is one walk along one index. "part" is 0 for
-- who sees the whole dossier and 1 for who sees the letter alone.
CREATE TABLE awaiting (
  dossier TEXT NOT NULL,
  station TEXT NOT NULL,
  role TEXT NOT NULL,
  organisation TEXT NOT NULL,
  since INTEGER NOT NULL,
  deadline TEXT NOT NULL,
  nr INTEGER NOT NULL,
  part INTEGER NOT NULL,
  PRIMARY KEY (dossier, station)
) STRICT, WITHOUT ROWID;
CREATE INDEX awaiting_seat ON awaiting (role, organisation, deadline, nr);

-- Who may see a dossier: "p/<person>" or "s/<role>/<organisation>". Lists walk
-- the key backwards, so that the newest come first whatever their number. "part"
-- as in awaiting.
CREATE TABLE involved (
  who TEXT NOT NULL,
  nr INTEGER NOT NULL,
  dossier TEXT NOT NULL,
  part INTEGER NOT NULL,
  PRIMARY KEY (who, nr)
) STRICT, WITHOUT ROWID;
CREATE INDEX involved_dossier ON involved (dossier);

-- Papers, by salted digest. A destroyed paper keeps its row without salt and bytes.
CREATE TABLE papers (
  digest BLOB NOT NULL PRIMARY KEY,
  dossier TEXT NOT NULL,
  soort TEXT NOT NULL,
  name TEXT NOT NULL,
  salt BLOB NOT NULL,
  bytes BLOB NOT NULL,
  stored INTEGER NOT NULL,
  destroyed INTEGER NOT NULL,
  sum BLOB NOT NULL
) STRICT;
CREATE INDEX papers_dossier ON papers (dossier);

-- What a dossier is found by: the stems of its words (search.go), each once, in
-- alphabetical order, so that the text cannot be read in them; of the whole
-- dossier and of the letter alone. nr is dossiers.nr.
CREATE TABLE texts (
  nr INTEGER NOT NULL PRIMARY KEY,
  whole TEXT NOT NULL,
  letter TEXT NOT NULL,
  sum BLOB NOT NULL
) STRICT;

-- Working texts and judgements under review, outside the ledger.
CREATE TABLE drafts (
  dossier TEXT NOT NULL,
  paper TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  person TEXT NOT NULL,
  at INTEGER NOT NULL,
  salt BLOB NOT NULL,
  bytes BLOB NOT NULL,
  sum BLOB NOT NULL,
  PRIMARY KEY (dossier, paper)
) STRICT;

-- Stored answers of idempotency keys.
CREATE TABLE answers (
  person TEXT NOT NULL,
  key TEXT NOT NULL,
  request BLOB NOT NULL,
  body BLOB NOT NULL,
  at INTEGER NOT NULL,
  sum BLOB NOT NULL,
  PRIMARY KEY (person, key)
) STRICT, WITHOUT ROWID;

-- Outbox and other work: delivered at least once, recognisable by id.
-- "slot" is unique: whoever inserts a slot first has planned it for all nodes.
-- "sum" covers what does not change while the job lives.
CREATE TABLE jobs (
  slot TEXT NOT NULL PRIMARY KEY,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  recipient TEXT NOT NULL,
  dossier TEXT NOT NULL,
  entry TEXT NOT NULL,
  args BLOB NOT NULL,
  state TEXT NOT NULL,
  run_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  lease TEXT NOT NULL,
  leased_until INTEGER NOT NULL,
  created INTEGER NOT NULL,
  ended INTEGER NOT NULL,
  sum BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX jobs_due ON jobs (state, run_at);

-- Public files. The bytes are a paper; "digest" is the plain SHA-256 of them.
CREATE TABLE published (
  digest BLOB NOT NULL PRIMARY KEY,
  dossier TEXT NOT NULL,
  paper TEXT NOT NULL,
  format TEXT NOT NULL,
  bytes BLOB NOT NULL,
  certificate BLOB NOT NULL,
  at INTEGER NOT NULL,
  sum BLOB NOT NULL
) STRICT;
CREATE INDEX published_dossier ON published (dossier);

-- People. "sum" guards who is who: a flipped bit must not give a right.
CREATE TABLE organisations (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  parent TEXT NOT NULL,
  aliases TEXT NOT NULL,
  sum BLOB NOT NULL
) STRICT;

CREATE TABLE persons (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  sum BLOB NOT NULL
) STRICT;

CREATE TABLE accounts (
  login TEXT NOT NULL PRIMARY KEY,
  password TEXT NOT NULL,
  person TEXT NOT NULL,
  disabled INTEGER NOT NULL,
  sum BLOB NOT NULL
) STRICT;
CREATE INDEX accounts_person ON accounts (person);

CREATE TABLE seats (
  person TEXT NOT NULL,
  role TEXT NOT NULL,
  organisation TEXT NOT NULL,
  sum BLOB NOT NULL,
  PRIMARY KEY (person, role, organisation)
) STRICT, WITHOUT ROWID;
CREATE INDEX seats_seat ON seats (role, organisation);

CREATE TABLE waarnemings (
  person TEXT NOT NULL,
  role TEXT NOT NULL,
  organisation TEXT NOT NULL,
  namens TEXT NOT NULL,
  from_day TEXT NOT NULL,
  until_day TEXT NOT NULL,
  sum BLOB NOT NULL,
  PRIMARY KEY (person, role, organisation, namens, from_day)
) STRICT, WITHOUT ROWID;
CREATE INDEX waarnemings_seat ON waarnemings (role, organisation);

-- Sessions; the token is kept as its SHA-256 only.
CREATE TABLE sessions (
  token BLOB NOT NULL PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  person TEXT NOT NULL,
  login TEXT NOT NULL,
  address TEXT NOT NULL,
  created INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  ended INTEGER NOT NULL,
  sum BLOB NOT NULL
) STRICT;
CREATE INDEX sessions_person ON sessions (person);

-- Attempts to sign in, to slow down who guesses.
CREATE TABLE attempts (
  n INTEGER NOT NULL PRIMARY KEY,
  login TEXT NOT NULL,
  address TEXT NOT NULL,
  at INTEGER NOT NULL,
  good INTEGER NOT NULL
) STRICT;
CREATE INDEX attempts_login ON attempts (login, at);
CREATE INDEX attempts_address ON attempts (address, at);

-- What somebody last read of a dossier: digests of papers, 32 bytes each.
CREATE TABLE positions (
  person TEXT NOT NULL,
  dossier TEXT NOT NULL,
  digests BLOB NOT NULL,
  at INTEGER NOT NULL,
  sum BLOB NOT NULL,
  PRIMARY KEY (person, dossier)
) STRICT, WITHOUT ROWID;

-- The read log: who opened, downloaded, exported, searched, was refused.
CREATE TABLE readings (
  n INTEGER NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL,
  person TEXT NOT NULL,
  session TEXT NOT NULL,
  address TEXT NOT NULL,
  dossier TEXT NOT NULL,
  paper BLOB NOT NULL,
  action TEXT NOT NULL,
  result TEXT NOT NULL,
  sum BLOB NOT NULL
) STRICT;
CREATE INDEX readings_at ON readings (at);
CREATE INDEX readings_dossier ON readings (dossier, at);
CREATE INDEX readings_person ON readings (person, at);

INSERT INTO ledger (one, size, root) VALUES (1, 0, CAST('' AS BLOB));
