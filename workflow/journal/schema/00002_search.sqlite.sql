-- The search index: tokens made in Go (search.go), nothing else. Contentless, so
-- that the text itself stands in it in no readable order; rowid is dossiers.nr.
CREATE VIRTUAL TABLE search USING fts5 (tokens, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0");
