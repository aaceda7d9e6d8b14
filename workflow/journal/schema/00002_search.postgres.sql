-- The index on texts: lexemes are the stems as they stand; no parser or
-- dictionary of PostgreSQL, which change with its version, has a say.
CREATE INDEX texts_whole ON texts USING GIN (array_to_tsvector(string_to_array(whole, ' ')));
CREATE INDEX texts_letter ON texts USING GIN (array_to_tsvector(string_to_array(letter, ' ')));
