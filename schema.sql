-- The store: one SQLite file. This page is the only schema; `src/store/migrate.rs` brings older files up to it.
-- Offsets in `finding` count Unicode code points of one section's text, half-open; section -1 is the title.
-- Numbers stand twice: as printed (text, with every digit) and as a number to compare by.

PRAGMA user_version = 1;

-- What wrote the store: extractor version, when it was made.
CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- One article (or book chapter); the newest version of it only.
CREATE TABLE record (
  id          INTEGER PRIMARY KEY,
  key         TEXT NOT NULL UNIQUE,       -- pmid:39652675, else doi:… in lower case, else id:THEIR-ID
  pmid        INTEGER UNIQUE,
  version     INTEGER NOT NULL DEFAULT 1, -- PMID/@Version
  kind        TEXT NOT NULL,              -- article, book
  title       TEXT NOT NULL,
  journal     TEXT,                       -- ISO abbreviation, else the full title
  year        INTEGER,
  authors     TEXT NOT NULL,              -- JSON list, as cited
  flags       TEXT NOT NULL,              -- JSON list: retracted, corrected, concern, …
  types       TEXT NOT NULL,              -- JSON list of publication types
  mesh        TEXT NOT NULL,              -- JSON list of descriptors
  revised     TEXT,                       -- DateRevised as YYYY-MM-DD, as far as known
  extractor   TEXT NOT NULL               -- the reader that wrote its findings
);
CREATE INDEX record_year ON record (year);

-- Every name of an article: doi (lower case), pmcid, nct, given.
CREATE TABLE identifier (
  kind   TEXT NOT NULL,
  value  TEXT NOT NULL,
  record INTEGER NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  shown  TEXT NOT NULL,                   -- as found
  PRIMARY KEY (kind, value, record)
) WITHOUT ROWID;
CREATE INDEX identifier_record ON identifier (record);

-- The abstract, section by section.
CREATE TABLE section (
  record   INTEGER NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,              -- from 0
  label    TEXT,
  category TEXT,                          -- NlmCategory
  text     TEXT NOT NULL,
  PRIMARY KEY (record, position)
) WITHOUT ROWID;

-- Where the record came from, and its own bytes (zlib), so that reading it again needs no network.
CREATE TABLE source (
  record     INTEGER PRIMARY KEY REFERENCES record (id) ON DELETE CASCADE,
  source     TEXT NOT NULL,               -- eutils, file:NAME
  route      TEXT NOT NULL,               -- how the identifier led here
  fetched_at INTEGER,                     -- seconds since 1970
  sha256     TEXT NOT NULL,
  raw        BLOB
);

-- Groups that results are given for.
CREATE TABLE arm (
  record   INTEGER NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,              -- 1 is a1
  name     TEXT NOT NULL,
  PRIMARY KEY (record, position)
) WITHOUT ROWID;

-- Results. One row each; columns that do not apply to its kind are null.
CREATE TABLE finding (
  id         INTEGER PRIMARY KEY,
  record     INTEGER NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  position   INTEGER NOT NULL,            -- from 0, in text order
  kind       TEXT NOT NULL,               -- estimate, proportion, participants, quantity, follow_up, relative_change, p_value
  measure    TEXT,                        -- of estimates
  statistic  TEXT,                        -- of quantities and follow-up; role of participants
  value      REAL,                        -- value, percentage, number of people
  printed    TEXT,                        -- the same as printed
  low        REAL,                        -- interval
  high       REAL,
  level      REAL,
  p_op       TEXT,
  p          REAL,
  count      INTEGER,                     -- of proportions
  total      INTEGER,
  unit       TEXT,
  outcome    TEXT,
  arm        INTEGER,                     -- arm.position
  comparator INTEGER,
  time_value REAL,
  time_unit  TEXT,
  rule       TEXT NOT NULL,
  section    INTEGER NOT NULL,
  start      INTEGER NOT NULL,
  stop       INTEGER NOT NULL,
  quote      TEXT NOT NULL,
  document   TEXT NOT NULL                -- the finding as `litx schema findings` describes it
);
CREATE INDEX finding_record ON finding (record, position);
CREATE INDEX finding_measure ON finding (measure, value) WHERE measure IS NOT NULL;

-- What the checks said.
CREATE TABLE verdict (
  record   INTEGER NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  check_   TEXT NOT NULL,
  verdict  TEXT NOT NULL,                 -- agrees, disagrees, cannot_tell
  grade    TEXT,                          -- info, warn, error
  message  TEXT NOT NULL,
  document TEXT NOT NULL,                 -- the verdict as `litx schema check` describes it
  PRIMARY KEY (record, position)
) WITHOUT ROWID;

-- What a newer version replaced, and what changed with it.
CREATE TABLE history (
  id          INTEGER PRIMARY KEY,
  key         TEXT NOT NULL,
  version     INTEGER NOT NULL,
  sha256      TEXT NOT NULL,
  replaced_at INTEGER,                    -- fetched_at of what replaced it
  changed     TEXT NOT NULL,              -- JSON list: title, abstract, flags, findings, other
  raw         BLOB
);
CREATE INDEX history_key ON history (key);

-- Files read by `litx ingest`, so that a run goes on where it stopped.
CREATE TABLE file (
  path     TEXT PRIMARY KEY,
  bytes    INTEGER NOT NULL,
  modified INTEGER NOT NULL,              -- seconds since 1970
  records  INTEGER NOT NULL,              -- read so far
  finished INTEGER NOT NULL               -- 0 or 1
) WITHOUT ROWID;

-- Words of title and abstract. External content: rows are written by hand, records first, words behind them.
CREATE VIRTUAL TABLE words USING fts5 (title, abstract, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2');

-- For people and their tools.
CREATE VIEW article AS
  SELECT r.id, r.pmid, r.title, r.journal, r.year, r.authors, r.flags,
         (SELECT shown FROM identifier i WHERE i.record = r.id AND i.kind = 'doi' LIMIT 1) AS doi,
         (SELECT shown FROM identifier i WHERE i.record = r.id AND i.kind = 'pmcid' LIMIT 1) AS pmcid,
         (SELECT group_concat(shown, ' ') FROM identifier i WHERE i.record = r.id AND i.kind = 'nct') AS trials,
         (SELECT group_concat(text, char(10)) FROM section s WHERE s.record = r.id) AS abstract
    FROM record r;

CREATE VIEW estimate AS
  SELECT r.pmid, f.measure, f.printed AS value, f.low, f.high, f.level, f.p_op || f.p AS p, f.outcome,
         a.name AS arm, c.name AS comparator, f.quote, r.title
    FROM finding f
    JOIN record r ON r.id = f.record
    LEFT JOIN arm a ON a.record = f.record AND a.position = f.arm
    LEFT JOIN arm c ON c.record = f.record AND c.position = f.comparator
   WHERE f.kind = 'estimate';

CREATE VIEW proportion AS
  SELECT r.pmid, f.printed AS percent, f.count, f.total, f.outcome, a.name AS arm,
         f.time_value || ' ' || f.time_unit AS time, f.quote, r.title
    FROM finding f
    JOIN record r ON r.id = f.record
    LEFT JOIN arm a ON a.record = f.record AND a.position = f.arm
   WHERE f.kind = 'proportion';

CREATE VIEW problem AS
  SELECT r.pmid, v.check_ AS "check", v.grade, v.message, r.title
    FROM verdict v JOIN record r ON r.id = v.record
   WHERE v.verdict = 'disagrees';
