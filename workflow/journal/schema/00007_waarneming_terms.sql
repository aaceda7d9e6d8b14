-- For which kind of nota a waarneming is, and its place in the chain of who
-- stands in. A waarneming without a row here is for every kind, and first.
CREATE TABLE waarneming_terms (
  person TEXT NOT NULL,
  role TEXT NOT NULL,
  organisation TEXT NOT NULL,
  namens TEXT NOT NULL,
  from_day TEXT NOT NULL,
  kind TEXT NOT NULL,
  rank INTEGER NOT NULL,
  sum BLOB NOT NULL,
  PRIMARY KEY (person, role, organisation, namens, from_day)
) STRICT;
