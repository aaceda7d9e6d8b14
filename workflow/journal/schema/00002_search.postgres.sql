-- The search index: tokens made in Go (search.go), nothing else; nr is dossiers.nr.
CREATE TABLE search (
  nr BIGINT NOT NULL PRIMARY KEY,
  tokens TSVECTOR NOT NULL
);
CREATE INDEX search_tokens ON search USING GIN (tokens);
