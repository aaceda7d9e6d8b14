-- As 00006_guards.sqlite.sql. TRUNCATE passes by the triggers of rows and has its own.
CREATE FUNCTION paraaf_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% are added and never changed or removed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
CREATE FUNCTION paraaf_destroyed_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND old.destroyed = 0 AND new.destroyed <> 0 AND length(new.bytes) = 0 AND length(new.salt) = 0
    AND new.digest = old.digest AND new.dossier = old.dossier AND new.soort = old.soort AND new.stored = old.stored THEN
    RETURN new;
  END IF;
  RAISE EXCEPTION 'papers are destroyed, never changed or removed' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER entries_stay BEFORE UPDATE OR DELETE ON entries FOR EACH ROW EXECUTE FUNCTION paraaf_stays();
CREATE TRIGGER entries_remain BEFORE TRUNCATE ON entries FOR EACH STATEMENT EXECUTE FUNCTION paraaf_stays();
CREATE TRIGGER readings_stay BEFORE UPDATE OR DELETE ON readings FOR EACH ROW EXECUTE FUNCTION paraaf_stays();
CREATE TRIGGER readings_remain BEFORE TRUNCATE ON readings FOR EACH STATEMENT EXECUTE FUNCTION paraaf_stays();
CREATE TRIGGER seals_stay BEFORE UPDATE OR DELETE ON seals FOR EACH ROW EXECUTE FUNCTION paraaf_stays();
CREATE TRIGGER seals_remain BEFORE TRUNCATE ON seals FOR EACH STATEMENT EXECUTE FUNCTION paraaf_stays();
CREATE TRIGGER papers_stay BEFORE UPDATE OR DELETE ON papers FOR EACH ROW EXECUTE FUNCTION paraaf_destroyed_only();
CREATE TRIGGER papers_remain BEFORE TRUNCATE ON papers FOR EACH STATEMENT EXECUTE FUNCTION paraaf_destroyed_only();
