-- The record of many cases in one file.
--
-- What is in these tables is the record itself: nothing in them is ever changed or taken away,
-- which the triggers at the end refuse. The tables `tops`, `projections` and `projected_rows` are
-- computed from the record and can be dropped; `holder` says who is writing.

CREATE TABLE cases (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  origin TEXT NOT NULL
) STRICT;

-- What the tree hashes. Everyone may read it: it says nothing of an entry's content.
CREATE TABLE leaves (
  case_number INTEGER NOT NULL REFERENCES cases (number),
  position INTEGER NOT NULL CHECK (position >= 0),
  leaf BLOB NOT NULL,
  PRIMARY KEY (case_number, position)
) STRICT, WITHOUT ROWID;

-- Apart from the leaves, because these are what a label keeps from a reader. Those with a label are
-- enciphered before they come here.
CREATE TABLE envelopes (
  case_number INTEGER NOT NULL,
  position INTEGER NOT NULL,
  label TEXT,
  envelope BLOB NOT NULL,
  PRIMARY KEY (case_number, position),
  FOREIGN KEY (case_number, position) REFERENCES leaves (case_number, position)
) STRICT;

CREATE TABLE idempotency_keys (
  case_number INTEGER NOT NULL REFERENCES cases (number),
  key BLOB NOT NULL CHECK (length(key) = 32),
  payload BLOB NOT NULL CHECK (length(payload) = 32),
  position INTEGER NOT NULL,
  PRIMARY KEY (case_number, position),
  UNIQUE (case_number, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE series_numbers (
  case_number INTEGER NOT NULL REFERENCES cases (number),
  route BLOB NOT NULL CHECK (length(route) = 32),
  number INTEGER NOT NULL CHECK (number > 0),
  position INTEGER NOT NULL,
  PRIMARY KEY (case_number, position),
  UNIQUE (case_number, route, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoints (
  case_number INTEGER NOT NULL REFERENCES cases (number),
  serial INTEGER NOT NULL,
  size INTEGER NOT NULL,
  note BLOB NOT NULL,
  PRIMARY KEY (case_number, serial)
) STRICT, WITHOUT ROWID;

-- A serial only gives the order. No reader is shown it: a gap would tell of what they may not see.
CREATE TABLE documents (
  case_number INTEGER NOT NULL REFERENCES cases (number),
  serial INTEGER NOT NULL,
  file TEXT NOT NULL,
  label TEXT,
  bytes BLOB NOT NULL,
  PRIMARY KEY (case_number, serial)
) STRICT;

CREATE TABLE custody (
  case_number INTEGER NOT NULL REFERENCES cases (number),
  serial INTEGER NOT NULL,
  act TEXT NOT NULL CHECK (act IN ('founded', 'arriving', 'arrived', 'left')),
  size INTEGER NOT NULL,
  PRIMARY KEY (case_number, serial)
) STRICT, WITHOUT ROWID;

-- The entries of a case stand without a gap: whoever would write the same position twice, or pass
-- one over, is refused by the file itself.
CREATE TRIGGER leaves_stand_in_order BEFORE INSERT ON leaves
WHEN NEW.position <> (
  SELECT coalesce(max(position) + 1, 0) FROM leaves WHERE case_number = NEW.case_number
)
BEGIN
  SELECT raise(ABORT, 'proviso: this is not the next position');
END;

CREATE TABLE tops (
  case_number INTEGER NOT NULL REFERENCES cases (number),
  level INTEGER NOT NULL,
  node INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (case_number, level, node)
) STRICT, WITHOUT ROWID;

CREATE TABLE projections (
  case_number INTEGER NOT NULL REFERENCES cases (number),
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  up_to INTEGER NOT NULL,
  PRIMARY KEY (case_number, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE projected_rows (
  case_number INTEGER NOT NULL,
  projection TEXT NOT NULL,
  key TEXT NOT NULL,
  value BLOB NOT NULL,
  PRIMARY KEY (case_number, projection, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE holder (
  only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
  process INTEGER NOT NULL,
  host TEXT NOT NULL,
  since TEXT NOT NULL
) STRICT;

CREATE TRIGGER cases_stay BEFORE UPDATE ON cases
BEGIN SELECT raise(ABORT, 'proviso: the record is append-only'); END;
CREATE TRIGGER cases_remain BEFORE DELETE ON cases
BEGIN SELECT raise(ABORT, 'proviso: the record is append-only'); END;
CREATE TRIGGER leaves_stay BEFORE UPDATE ON leaves
BEGIN SELECT raise(ABORT, 'proviso: the record is append-only'); END;
CREATE TRIGGER leaves_remain BEFORE DELETE ON leaves
BEGIN SELECT raise(ABORT, 'proviso: the record is append-only'); END;
CREATE TRIGGER envelopes_stay BEFORE UPDATE ON envelopes
BEGIN SELECT raise(ABORT, 'proviso: the record is append-only'); END;
CREATE TRIGGER envelopes_remain BEFORE DELETE ON envelopes
BEGIN SELECT raise(ABORT, 'proviso: the record is append-only'); END;
CREATE TRIGGER idempotency_keys_stay BEFORE UPDATE ON idempotency_keys
BEGIN SELECT raise(ABORT, 'proviso: the record is append-only'); END;
CREATE TRIGGER idempotency_keys_remain BEFORE DELETE ON idempotency_keys
BEGIN SELECT raise(ABORT, 'proviso: the record is append-only'); END;
CREATE TRIGGER series_numbers_stay BEFORE UPDATE ON series_numbers
BEGIN SELECT raise(ABORT, 'proviso: the record is append-only'); END;
CREATE TRIGGER series_numbers_remain BEFORE DELETE ON series_numbers
BEGIN SELECT raise(ABORT, 'proviso: the record is append-only'); END;
CREATE TRIGGER checkpoints_stay BEFORE UPDATE ON checkpoints
BEGIN SELECT raise(ABORT, 'proviso: the record is append-only'); END;
CREATE TRIGGER checkpoints_remain BEFORE DELETE ON checkpoints
BEGIN SELECT raise(ABORT, 'proviso: the record is append-only'); END;
CREATE TRIGGER documents_stay BEFORE UPDATE ON documents
BEGIN SELECT raise(ABORT, 'proviso: the record is append-only'); END;
CREATE TRIGGER documents_remain BEFORE DELETE ON documents
BEGIN SELECT raise(ABORT, 'proviso: the record is append-only'); END;
CREATE TRIGGER custody_stays BEFORE UPDATE ON custody
BEGIN SELECT raise(ABORT, 'proviso: the record is append-only'); END;
CREATE TRIGGER custody_remains BEFORE DELETE ON custody
BEGIN SELECT raise(ABORT, 'proviso: the record is append-only'); END;
