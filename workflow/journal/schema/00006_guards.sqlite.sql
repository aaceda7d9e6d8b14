-- What is added for ever cannot be changed or taken away by a statement that was
-- typed by mistake, nor by an account that may write and not own the tables; a
-- paper can be destroyed and nothing else. Who may drop a trigger is found by
-- verify, which compares these texts with those of the database.
CREATE TRIGGER entries_stay BEFORE UPDATE ON entries BEGIN
  SELECT RAISE(ABORT, 'entries are added and never changed');
END;
CREATE TRIGGER entries_remain BEFORE DELETE ON entries BEGIN
  SELECT RAISE(ABORT, 'entries are added and never removed');
END;
CREATE TRIGGER readings_stay BEFORE UPDATE ON readings BEGIN
  SELECT RAISE(ABORT, 'readings are added and never changed');
END;
CREATE TRIGGER readings_remain BEFORE DELETE ON readings BEGIN
  SELECT RAISE(ABORT, 'readings are added and never removed');
END;
CREATE TRIGGER seals_stay BEFORE UPDATE ON seals BEGIN
  SELECT RAISE(ABORT, 'seals are added and never changed');
END;
CREATE TRIGGER seals_remain BEFORE DELETE ON seals BEGIN
  SELECT RAISE(ABORT, 'seals are added and never removed');
END;
CREATE TRIGGER papers_stay BEFORE UPDATE ON papers
WHEN old.destroyed <> 0 OR new.destroyed = 0 OR length(new.bytes) > 0 OR length(new.salt) > 0
  OR new.digest <> old.digest OR new.dossier <> old.dossier OR new.soort <> old.soort OR new.stored <> old.stored
BEGIN
  SELECT RAISE(ABORT, 'papers are destroyed and never changed');
END;
CREATE TRIGGER papers_remain BEFORE DELETE ON papers BEGIN
  SELECT RAISE(ABORT, 'papers are destroyed and their rows remain');
END;
