-- The index on texts. Triggers keep it, so that a statement on texts is the same
-- for both databases; secure-delete takes what is deleted out of the index at
-- once instead of at some later merge.
CREATE VIRTUAL TABLE search USING fts5 (whole, letter, content='texts', content_rowid='nr', tokenize="unicode61 remove_diacritics 0");
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER texts_inserted AFTER INSERT ON texts BEGIN
  INSERT INTO search (rowid, whole, letter) VALUES (new.nr, new.whole, new.letter);
END;
CREATE TRIGGER texts_deleted AFTER DELETE ON texts BEGIN
  INSERT INTO search (search, rowid, whole, letter) VALUES ('delete', old.nr, old.whole, old.letter);
END;
CREATE TRIGGER texts_updated AFTER UPDATE ON texts BEGIN
  INSERT INTO search (search, rowid, whole, letter) VALUES ('delete', old.nr, old.whole, old.letter);
  INSERT INTO search (rowid, whole, letter) VALUES (new.nr, new.whole, new.letter);
END;
