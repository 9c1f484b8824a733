-- The store: one SQLite file. This page is the only schema; `src/store/migrate.rs` brings older files up to it.
-- Places count Unicode code points of an article's title, a newline, and its abstract; they are half-open.
-- Lists are JSON, so that json_each reads them.

PRAGMA user_version = 2;

-- One article (or book chapter); the newest version of it only.
CREATE TABLE record (
  id         INTEGER PRIMARY KEY,        -- the PMID; from 2^40 on for what has none
  key        TEXT,                       -- of what has no PMID: doi:… in lower case, else id:THEIR-ID, else sha256:…
  version    INTEGER NOT NULL,           -- PMID/@Version
  kind       TEXT NOT NULL,              -- article, book
  title      TEXT NOT NULL,
  abstract   TEXT,                       -- its sections, a newline between; null where there is none or it is not kept
  sections   TEXT,                       -- list of [label, category, start, end] within the abstract; null for one without label
  marks      TEXT,                       -- list of [start, end, style]: superscripts, subscripts, formulas
  doi        TEXT,
  pmcid      TEXT,
  trials     TEXT,                       -- list of NCT numbers
  journal    TEXT,                       -- ISO abbreviation, else the full title
  year       INTEGER,
  authors    TEXT,                       -- list, as cited
  types      TEXT,                       -- list of publication types
  mesh       TEXT,                       -- list of descriptors
  flags      TEXT,                       -- list: retracted, corrected, concern, …
  details    TEXT,                       -- object: volume, issue, pages, dates, links, keywords, … as far as the record has them
  people     INTEGER,                    -- how many took part in the whole study: randomized, else enrolled, else analyzed
  arms       TEXT,                       -- list of the groups that results are given for
  findings   TEXT,                       -- the findings as `litx schema findings` has them, where the abstract is not kept
  revised    TEXT,                       -- DateRevised as YYYY-MM-DD, as far as known
  origin     INTEGER NOT NULL REFERENCES origin (id),
  fetched_at INTEGER,                    -- seconds since 1970; null for local files
  sha256     BLOB NOT NULL,              -- of the record's own bytes
  extractor  TEXT NOT NULL               -- the reader that wrote its findings
);
CREATE UNIQUE INDEX record_key ON record (key) WHERE key IS NOT NULL;
CREATE INDEX record_year ON record (year);
CREATE INDEX record_people ON record (people) WHERE people IS NOT NULL;
CREATE INDEX record_flags ON record (flags) WHERE flags IS NOT NULL;
CREATE INDEX record_textless ON record (id) WHERE findings IS NOT NULL;

-- Where records came from.
CREATE TABLE origin (
  id     INTEGER PRIMARY KEY,
  source TEXT NOT NULL,                  -- eutils, file:NAME
  route  TEXT NOT NULL,                  -- how the identifier led here
  turn   INTEGER,                        -- of PubMed's own files, which come in turn: 260123 of pubmed26n0123
  UNIQUE (source, route)
);

-- Articles that PubMed withdrew, so that an earlier file does not bring them back.
CREATE TABLE withdrawn (
  record INTEGER PRIMARY KEY,            -- the PMID
  turn   INTEGER                         -- of the file that said so
);

-- The own bytes of records (zlib), where they are kept.
CREATE TABLE raw (
  record INTEGER PRIMARY KEY REFERENCES record (id),
  bytes  BLOB NOT NULL
);

-- Names of articles beside the PMID: doi (lower case), pmcid, nct, given.
CREATE TABLE identifier (
  kind   TEXT NOT NULL,
  value  TEXT NOT NULL,
  record INTEGER NOT NULL REFERENCES record (id),
  PRIMARY KEY (kind, value, record)
) WITHOUT ROWID;

-- Results. One row each; columns that do not apply to its kind are null. Numbers are to compare by; as printed they stand in `result`.
CREATE TABLE finding (
  record     INTEGER NOT NULL REFERENCES record (id),
  position   INTEGER NOT NULL,           -- from 0, in text order
  kind       TEXT NOT NULL,              -- estimate, proportion, participants, quantity, follow_up, relative_change, p_value
  measure    TEXT,                       -- of estimates
  statistic  TEXT,                       -- of quantities and follow-up; role of participants; direction of relative changes
  value      REAL,                       -- value, percentage, number of people
  low        REAL,                       -- interval
  high       REAL,
  level      REAL,
  p_op       TEXT,
  p          REAL,
  count      INTEGER,                    -- of proportions
  total      INTEGER,
  unit       TEXT,
  outcome    TEXT,
  arm        INTEGER,                    -- 1 is the first of record.arms
  comparator INTEGER,
  time_value REAL,
  time_unit  TEXT,
  result     TEXT NOT NULL,              -- HR 0.49 [0.36, 0.67] 95% P<0.001
  start      INTEGER NOT NULL,
  stop       INTEGER NOT NULL,
  quote      TEXT,                       -- the words, where the abstract is not kept
  PRIMARY KEY (record, position)
) WITHOUT ROWID;
-- Estimates of a measure, newest article last, with what they are compared by.
CREATE INDEX finding_measure ON finding (measure, record, value, low, high, p, p_op) WHERE measure IS NOT NULL;

-- What does not fit together, as the checks say.
CREATE TABLE verdict (
  record   INTEGER NOT NULL REFERENCES record (id),
  position INTEGER NOT NULL,
  name     TEXT NOT NULL,                -- of the check
  grade    TEXT NOT NULL,                -- info, warn, error
  message  TEXT NOT NULL,
  PRIMARY KEY (record, position)
) WITHOUT ROWID;
CREATE INDEX verdict_grade ON verdict (grade, name);

-- What a newer version replaced, and what changed with it.
CREATE TABLE history (
  id          INTEGER PRIMARY KEY,
  record      INTEGER NOT NULL,          -- record.id
  version     INTEGER NOT NULL,
  sha256      BLOB NOT NULL,
  replaced_at INTEGER,                   -- fetched_at of what replaced it
  changed     TEXT NOT NULL,             -- list: title, abstract, flags, findings, other
  raw         BLOB                       -- its bytes (zlib), where they were kept
);
CREATE INDEX history_record ON history (record);

-- Files read by `litx ingest`: the manifest, and how far a run came.
CREATE TABLE file (
  path     TEXT PRIMARY KEY,
  bytes    INTEGER NOT NULL,
  modified INTEGER NOT NULL,             -- seconds since 1970
  md5      TEXT,                         -- of the file as it lies, once it was read to its end
  selected TEXT NOT NULL,                -- what of it was asked for; empty for everything
  pieces   INTEGER NOT NULL,             -- read so far: records, withdrawals, damages
  records  INTEGER NOT NULL,             -- of these, records that were taken
  passed   INTEGER NOT NULL,             -- records that were not selected
  deleted  INTEGER NOT NULL,
  damaged  INTEGER NOT NULL,
  finished INTEGER NOT NULL              -- 0 or 1
) WITHOUT ROWID;

-- Words of articles; the text stands in `record` alone. Rows are written by hand, records first, words behind them.
CREATE VIRTUAL TABLE words USING fts5 (
  title, abstract, mesh, types, journal, authors,
  content='record', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);

-- For people and their tools.
CREATE VIEW article AS
  SELECT id, CASE WHEN id < 1099511627776 THEN id END AS pmid, doi, pmcid, trials, title, journal, year, authors, types, mesh, flags,
         people, abstract
    FROM record;

CREATE VIEW section AS
  SELECT r.id AS record, s.key AS position, json_extract(s.value, '$[0]') AS label, json_extract(s.value, '$[1]') AS category,
         substr(r.abstract, json_extract(s.value, '$[2]') + 1, json_extract(s.value, '$[3]') - json_extract(s.value, '$[2]')) AS text
    FROM record r, json_each(coalesce(r.sections, json_array(json_array(NULL, NULL, 0, length(r.abstract))))) s
   WHERE r.abstract IS NOT NULL;

-- Every result with its article, its groups by name, and its words.
CREATE VIEW result AS
  SELECT r.id, CASE WHEN r.id < 1099511627776 THEN r.id END AS pmid, r.doi, r.year, r.journal, f.position, f.kind, f.measure, f.statistic,
         f.value, f.low, f.high, f.level, f.p_op, f.p, f.count, f.total, f.unit, f.outcome,
         json_extract(r.arms, '$[' || (f.arm - 1) || ']') AS arm,
         json_extract(r.arms, '$[' || (f.comparator - 1) || ']') AS comparator,
         f.time_value, f.time_unit, f.result,
         coalesce(f.quote, substr(r.title || char(10) || coalesce(r.abstract, ''), f.start + 1, f.stop - f.start)) AS quote,
         r.title
    FROM finding f JOIN record r ON r.id = f.record;

CREATE VIEW estimate AS
  SELECT id, pmid, doi, year, journal, measure, value, low, high, level, p_op, p, outcome, arm, comparator, time_value, time_unit,
         quote, title
    FROM result WHERE kind = 'estimate';

CREATE VIEW proportion AS
  SELECT id, pmid, doi, year, journal, coalesce(value, 100.0 * count / total) AS percent, count, total, outcome, arm, time_value,
         time_unit, quote, title
    FROM result WHERE kind = 'proportion';

CREATE VIEW problem AS
  SELECT r.id, CASE WHEN r.id < 1099511627776 THEN r.id END AS pmid, r.doi, r.year, v.name AS "check", v.grade, v.message, r.title
    FROM verdict v JOIN record r ON r.id = v.record;
