-- The record of many cases in a PostgreSQL database.
--
-- What is in these tables is the record itself: nothing in them is ever changed or taken away. The
-- program's role may only read and append; triggers refuse the rest to everyone else too. The
-- tables `tops`, `projections` and `projected_rows` are computed from the record and can be
-- dropped.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'proviso_application') THEN
    CREATE ROLE proviso_application NOLOGIN;
  END IF;
EXCEPTION
  -- Roles belong to the whole server: another database may have made it, just now perhaps.
  WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;

DO $$
BEGIN
  IF NOT pg_has_role(current_user, 'proviso_application', 'MEMBER') THEN
    EXECUTE format('GRANT proviso_application TO %I', current_user);
  END IF;
EXCEPTION
  -- Whoever made the role decides who may be it. The program says so when it cannot.
  WHEN insufficient_privilege THEN NULL;
END
$$;

CREATE TABLE proviso.cases (
  number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE,
  origin text NOT NULL
);

-- What the tree hashes. Everyone may read it: it says nothing of an entry's content.
CREATE TABLE proviso.leaves (
  case_number integer NOT NULL,
  position bigint NOT NULL CHECK (position >= 0),
  leaf bytea NOT NULL,
  PRIMARY KEY (case_number, position)
);

-- Apart from the leaves, because these are what a label keeps from a reader. Those with a label are
-- enciphered before they come here.
CREATE TABLE proviso.envelopes (
  case_number integer NOT NULL,
  position bigint NOT NULL,
  label text,
  envelope bytea NOT NULL,
  PRIMARY KEY (case_number, position)
);

CREATE TABLE proviso.idempotency_keys (
  case_number integer NOT NULL,
  position bigint NOT NULL,
  key bytea NOT NULL CHECK (length(key) = 32),
  payload bytea NOT NULL CHECK (length(payload) = 32),
  PRIMARY KEY (case_number, position),
  UNIQUE (case_number, key)
);

CREATE TABLE proviso.series_numbers (
  case_number integer NOT NULL,
  position bigint NOT NULL,
  route bytea NOT NULL CHECK (length(route) = 32),
  number bigint NOT NULL CHECK (number > 0),
  PRIMARY KEY (case_number, position),
  UNIQUE (case_number, route, number)
);

CREATE TABLE proviso.checkpoints (
  case_number integer NOT NULL REFERENCES proviso.cases (number),
  serial bigint NOT NULL,
  size bigint NOT NULL,
  note bytea NOT NULL,
  PRIMARY KEY (case_number, serial)
);

-- A serial only gives the order. No reader is shown it: a gap would tell of what they may not see.
CREATE TABLE proviso.documents (
  case_number integer NOT NULL REFERENCES proviso.cases (number),
  serial bigint GENERATED ALWAYS AS IDENTITY,
  file text NOT NULL,
  label text,
  bytes bytea NOT NULL,
  PRIMARY KEY (case_number, serial)
);

CREATE TABLE proviso.custody (
  case_number integer NOT NULL REFERENCES proviso.cases (number),
  serial bigint NOT NULL,
  act text NOT NULL CHECK (act IN ('founded', 'arriving', 'arrived', 'left')),
  size bigint NOT NULL,
  PRIMARY KEY (case_number, serial)
);

CREATE TABLE proviso.tops (
  case_number integer NOT NULL,
  level integer NOT NULL,
  node bigint NOT NULL,
  hash bytea NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (case_number, level, node)
);

CREATE TABLE proviso.projections (
  case_number integer NOT NULL,
  name text NOT NULL,
  version integer NOT NULL,
  up_to bigint NOT NULL,
  PRIMARY KEY (case_number, name)
);

CREATE TABLE proviso.projected_rows (
  case_number integer NOT NULL,
  projection text NOT NULL,
  key text NOT NULL COLLATE "C",
  value bytea NOT NULL,
  PRIMARY KEY (case_number, projection, key)
);

-- The entries of a case stand without a gap, and each of them has an envelope. It is asked once a
-- statement, not once a row.
CREATE FUNCTION proviso.leaves_stand_in_order() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM (
      SELECT case_number, min(position) AS first, max(position) AS last, count(*) AS many
      FROM added GROUP BY case_number
    ) AS run
    WHERE run.last - run.first + 1 <> run.many
      OR run.first <> coalesce((
        SELECT max(position) + 1 FROM proviso.leaves
        WHERE leaves.case_number = run.case_number AND leaves.position < run.first
      ), 0)
      OR NOT EXISTS (SELECT FROM proviso.cases WHERE cases.number = run.case_number)
  ) THEN
    RAISE EXCEPTION 'proviso: this is not the next position';
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER leaves_stand_in_order AFTER INSERT ON proviso.leaves
REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION proviso.leaves_stand_in_order();

CREATE FUNCTION proviso.refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'proviso: the record is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;

DO $$
DECLARE
  kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY[
    'cases', 'leaves', 'envelopes', 'idempotency_keys', 'series_numbers', 'checkpoints',
    'documents', 'custody', 'migrations'
  ] LOOP
    EXECUTE format(
      'CREATE TRIGGER stays BEFORE UPDATE OR DELETE OR TRUNCATE ON proviso.%I '
      'FOR EACH STATEMENT EXECUTE FUNCTION proviso.refuse()', kept);
    EXECUTE format('GRANT SELECT ON proviso.%I TO proviso_application', kept);
    IF kept <> 'migrations' THEN
      EXECUTE format('GRANT INSERT ON proviso.%I TO proviso_application', kept);
    END IF;
  END LOOP;
END
$$;

GRANT USAGE ON SCHEMA proviso TO proviso_application;
GRANT SELECT, INSERT, UPDATE, DELETE
  ON proviso.tops, proviso.projections, proviso.projected_rows TO proviso_application;

-- What a reader may see. The reader's labels are set for one transaction, as a JSON list; a setting
-- that is no such list is an error, and nothing is seen.
CREATE FUNCTION proviso.reader_labels() RETURNS text[]
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT ARRAY(
    SELECT jsonb_array_elements_text(
      coalesce(nullif(current_setting('proviso.labels', true), ''), '[]')::jsonb
    )
  )
$$;

CREATE FUNCTION proviso.reads_every_label() RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT current_setting('proviso.every_label', true) IS NOT DISTINCT FROM 'on'
$$;

ALTER TABLE proviso.envelopes ENABLE ROW LEVEL SECURITY;
ALTER TABLE proviso.envelopes FORCE ROW LEVEL SECURITY;
ALTER TABLE proviso.documents ENABLE ROW LEVEL SECURITY;
ALTER TABLE proviso.documents FORCE ROW LEVEL SECURITY;

-- Each function stands in a query of its own, so that it is asked once and not for every row.
CREATE POLICY are_read ON proviso.envelopes FOR SELECT USING (
  label IS NULL
  OR (SELECT proviso.reads_every_label())
  OR label = ANY ((SELECT proviso.reader_labels())::text[])
);
CREATE POLICY are_read ON proviso.documents FOR SELECT USING (
  label IS NULL
  OR (SELECT proviso.reads_every_label())
  OR label = ANY ((SELECT proviso.reader_labels())::text[])
);
CREATE POLICY are_appended ON proviso.envelopes FOR INSERT WITH CHECK (true);
CREATE POLICY are_appended ON proviso.documents FOR INSERT WITH CHECK (true);
