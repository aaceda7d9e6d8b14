-- What the letters that were sent promise the Kamer, and which letters keep it.
-- Both are made from the events; the sentences stand in the papers.
CREATE TABLE toezeggingen (
  dossier TEXT NOT NULL,
  number INTEGER NOT NULL, -- of the promise in its letter, from 1
  sent TEXT NOT NULL,      -- day of the letter
  due TEXT NOT NULL,       -- last day in time; '' without a term
  kept TEXT NOT NULL,      -- day on which it was kept otherwise than by a letter; '' is not
  sum BLOB NOT NULL,
  PRIMARY KEY (dossier, number)
) STRICT;

CREATE TABLE keepings (
  dossier TEXT NOT NULL,   -- of the letter that keeps it
  promised_in TEXT NOT NULL,
  number INTEGER NOT NULL,
  sent TEXT NOT NULL,      -- day of that letter; '' as long as it is not sent
  sum BLOB NOT NULL,
  PRIMARY KEY (dossier, promised_in, number)
) STRICT;
CREATE INDEX keepings_promise ON keepings (promised_in, number);

-- The hints that somebody does not want to see, by the code of the remark.
CREATE TABLE silenced (
  person TEXT NOT NULL,
  code TEXT NOT NULL,
  sum BLOB NOT NULL,
  PRIMARY KEY (person, code)
) STRICT;
