-- A review with something of every kind, as schema version 1 writes it.
-- Made once, when the version landed; never altered.
CREATE TABLE change (
  id           INTEGER PRIMARY KEY,
  uid          TEXT NOT NULL UNIQUE                 -- 16 hexadecimal digits, random, permanent
               CHECK (length(uid) = 16 AND uid NOT GLOB '*[^0-9a-f]*'),
  at           TEXT NOT NULL,                       -- when
  by_whom      TEXT NOT NULL,                       -- who: a coder's label, or the login name
  kind         TEXT NOT NULL,                       -- import, edit, migration …
  what         TEXT NOT NULL,                       -- one sentence
  why          TEXT NOT NULL,                       -- the reason given
  counts       TEXT NOT NULL,                       -- JSON object: things added, by kind; or empty
  content_hash TEXT NOT NULL,                       -- BLAKE2b-256 of what came in; empty for edits
  chain        TEXT NOT NULL DEFAULT '',            -- BLAKE2b-256 of the link before, this row and its history; of this file alone
  arrived      INTEGER NOT NULL DEFAULT 0 CHECK (arrived IN (0, 1, 2)), -- made elsewhere; 1: came with an import, 2: with a merge; of this file alone
  follows      TEXT NOT NULL DEFAULT ''             -- of one made elsewhere: uids of those that stood last before it there; one made here follows all before it
) STRICT;
CREATE INDEX change_open ON change (id) WHERE chain = '';
CREATE INDEX change_merged ON change (id) WHERE arrived = 2;
CREATE INDEX change_taken_back ON change (kind) WHERE kind GLOB 'undo of *' OR kind GLOB 'redo of *';
CREATE TABLE history (
  change   INTEGER NOT NULL REFERENCES change (id),
  place    INTEGER NOT NULL,                        -- from 1, in the order in which it was done
  thing    TEXT NOT NULL CHECK (thing IN ('review', 'coder', 'study', 'document', 'theme', 'concept', 'extract',
             'coding', 'configuration', 'element', 'evidence', 'link', 'appraisal', 'theory', 'theory version',
             'statement', 'construct', 'reading', 'saved question', 'attachment', 'entry', 'foreign part', 'memo',
             'resolution', 'record', 'sameness')),
  thing_id TEXT NOT NULL,                           -- permanent id, or the natural key in words
  before   TEXT NOT NULL,                           -- JSON; empty: it was not there
  after    TEXT NOT NULL,                           -- JSON; empty: it is no more
  PRIMARY KEY (change, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX history_thing ON history (thing, thing_id);
CREATE TABLE twin (
  id         TEXT PRIMARY KEY,                      -- a permanent id that no thing has any more
  stands_for TEXT NOT NULL                          -- the one that is here, of the same kind
) STRICT, WITHOUT ROWID;
CREATE TABLE origin_image (
  thing    TEXT NOT NULL,
  thing_id TEXT NOT NULL,                           -- the permanent id that it came with
  change   INTEGER NOT NULL REFERENCES change (id), -- the import
  image    TEXT NOT NULL,                           -- JSON
  PRIMARY KEY (thing, thing_id, change)
) STRICT, WITHOUT ROWID;
CREATE TABLE shown_as (
  thing    TEXT NOT NULL,
  thing_id TEXT NOT NULL,                           -- the permanent id that it has, or had, here
  PRIMARY KEY (thing, thing_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE bound (
  thing    TEXT NOT NULL,
  thing_id TEXT NOT NULL,                           -- the permanent id
  PRIMARY KEY (thing, thing_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE erasure (
  thing      TEXT NOT NULL CHECK (thing IN ('coder', 'extract')),
  thing_id   TEXT NOT NULL,                         -- permanent id
  change     TEXT NOT NULL,                         -- uid of the change that tells of it
  stands_now TEXT NOT NULL,                         -- what a person is called since; empty: an extract
  document   TEXT NOT NULL,                         -- of an extract: the permanent id; empty: a person
  prints     TEXT NOT NULL,                         -- of the words of an extract: salt:BLAKE2b-256, parted by blanks; empty: so few that they could be guessed
  PRIMARY KEY (thing, thing_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE beside_print (
  name  TEXT PRIMARY KEY,                           -- of the table
  print TEXT NOT NULL                               -- BLAKE2b-256; empty: the table is empty
) STRICT, WITHOUT ROWID;
CREATE TABLE arrival (
  id           INTEGER PRIMARY KEY,                 -- the number of the receipt
  at           TEXT NOT NULL,                       -- when
  by_whom      TEXT NOT NULL,                       -- who imported
  source       TEXT NOT NULL,                       -- name of the file or folder
  format       TEXT NOT NULL,                       -- native, bundle, sheet …
  content_hash TEXT NOT NULL,                       -- BLAKE2b-256 of the source
  counts       TEXT NOT NULL,                       -- JSON array of [kind, added, present, left out]
  upto         INTEGER NOT NULL                     -- the last change there was then: which changes came with it
) STRICT;
CREATE TABLE arrival_finding (
  arrival  INTEGER NOT NULL REFERENCES arrival (id),
  place    INTEGER NOT NULL,                        -- from 1, in printed order
  severity TEXT NOT NULL CHECK (severity IN ('note', 'repair', 'loss')),  -- by what happened to the information
  code     TEXT NOT NULL,                           -- stable: import.wording-mapped
  message  TEXT NOT NULL,                           -- one sentence
  source   TEXT NOT NULL,                           -- file, or file and sheet
  line     INTEGER NOT NULL,                        -- from 1; 0: not known
  position INTEGER NOT NULL,                        -- column, from 1; 0: not known
  notes    TEXT NOT NULL,                           -- JSON array of further lines
  PRIMARY KEY (arrival, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE arrival_print (
  arrival INTEGER NOT NULL REFERENCES arrival (id),
  thing   TEXT NOT NULL,                            -- the kind
  print   TEXT NOT NULL,                            -- 32 hexadecimal digits (store/content_print.h)
  PRIMARY KEY (arrival, thing)
) STRICT, WITHOUT ROWID;
CREATE TABLE review (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  title   TEXT NOT NULL,                            -- empty until it is told
  about   TEXT NOT NULL,                            -- what it is, by whom, under which licence
  scheme  TEXT NOT NULL,                            -- CMO, CIMO, SCMO, ICAMO; empty: not said
  reasons INTEGER NOT NULL DEFAULT 0 CHECK (reasons IN (0, 1)),  -- 1: no edit without a reason
  change  INTEGER REFERENCES change (id)            -- the change that described it last
) STRICT;
CREATE TABLE question (
  place INTEGER PRIMARY KEY,                        -- from 1
  text  TEXT NOT NULL
) STRICT;
CREATE TABLE role_heading (
  place   INTEGER PRIMARY KEY,                      -- from 1
  role    TEXT NOT NULL UNIQUE CHECK (role IN ('intervention', 'actor', 'context', 'mechanism', 'outcome')),
  heading TEXT NOT NULL                             -- as printed: Context, Condition
) STRICT;
CREATE TABLE level (
  place INTEGER PRIMARY KEY,                        -- from 1, the smallest
  word  TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE rating_scale (
  place INTEGER PRIMARY KEY,                        -- from 1, the lowest
  word  TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE coder (
  id      INTEGER PRIMARY KEY,
  label   TEXT NOT NULL UNIQUE CHECK (label <> ''), -- initials or login name
  name    TEXT NOT NULL,                            -- in full
  note    TEXT NOT NULL,
  change  INTEGER NOT NULL REFERENCES change (id),
  ordinal INTEGER NOT NULL,
  UNIQUE (change, ordinal)
) STRICT;
CREATE TABLE study (
  id      INTEGER PRIMARY KEY,
  label   TEXT NOT NULL UNIQUE CHECK (label <> ''),
  note    TEXT NOT NULL,
  change  INTEGER NOT NULL REFERENCES change (id),
  ordinal INTEGER NOT NULL,
  UNIQUE (change, ordinal)
) STRICT;
CREATE TABLE document (
  id           INTEGER PRIMARY KEY,
  key          TEXT NOT NULL UNIQUE CHECK (key <> ''),  -- citation key; stable
  type         TEXT NOT NULL,                       -- article, report, thesis … free
  authors      TEXT NOT NULL,                       -- JSON array of "Family Initials" or a body's name
  year         INTEGER,
  title        TEXT NOT NULL,
  container    TEXT NOT NULL,                       -- journal, book, series
  volume       TEXT NOT NULL,
  issue        TEXT NOT NULL,
  pages        TEXT NOT NULL,
  doi          TEXT NOT NULL,
  url          TEXT NOT NULL,
  language     TEXT NOT NULL,                       -- BCP 47
  note         TEXT NOT NULL,
  consultation INTEGER NOT NULL CHECK (consultation IN (0, 1)),  -- 1: a stakeholder meeting that counts as a document
  study        INTEGER REFERENCES study (id),       -- NULL: a study of its own
  change       INTEGER NOT NULL REFERENCES change (id),
  ordinal      INTEGER NOT NULL,
  UNIQUE (change, ordinal)
) STRICT;
CREATE TABLE document_field (
  document INTEGER NOT NULL REFERENCES document (id),
  place    INTEGER NOT NULL,                        -- from 1, as they came
  name     TEXT NOT NULL,
  value    TEXT NOT NULL,
  PRIMARY KEY (document, place),
  UNIQUE (document, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE document_text (
  id           INTEGER PRIMARY KEY,
  document     INTEGER NOT NULL REFERENCES document (id),
  version      INTEGER NOT NULL CHECK (version > 0),  -- from 1
  text         TEXT NOT NULL,                       -- UTF-8, lines end with LF
  source       TEXT NOT NULL,                       -- name of the file; empty: it came with an import
  format       TEXT NOT NULL,                       -- pdf, jats …
  rule         INTEGER NOT NULL,                    -- version of the rule by which that form becomes text
  program      TEXT NOT NULL,                       -- with its version, where one made the text
  content_hash TEXT NOT NULL,                       -- BLAKE2b-256 of the file
  UNIQUE (document, version)
) STRICT;
CREATE TABLE text_page (
  document_text INTEGER NOT NULL REFERENCES document_text (id),
  place         INTEGER NOT NULL,                   -- from 1
  label         TEXT NOT NULL,                      -- 12, e3
  span_begin    INTEGER NOT NULL,                   -- code points of the text, half-open
  span_end      INTEGER NOT NULL,
  PRIMARY KEY (document_text, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE text_section (
  document_text INTEGER NOT NULL REFERENCES document_text (id),
  place         INTEGER NOT NULL,                   -- from 1, in the order of their beginnings
  depth         INTEGER NOT NULL,                   -- from 1; a section within another is one deeper
  title         TEXT NOT NULL,
  span_begin    INTEGER NOT NULL,                   -- from the first letter of the title
  span_end      INTEGER NOT NULL,
  PRIMARY KEY (document_text, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE text_boxes (
  document_text INTEGER PRIMARY KEY REFERENCES document_text (id),
  boxes         BLOB NOT NULL
) STRICT;
CREATE TABLE source_record (
  id        INTEGER PRIMARY KEY,
  document  INTEGER NOT NULL REFERENCES document (id),
  format    TEXT NOT NULL,                          -- ris, nbib …
  database  TEXT NOT NULL,                          -- where it was found
  search    TEXT NOT NULL,                          -- the round of searching
  searched  TEXT NOT NULL,                          -- when the search was made; ISO 8601, or empty
  accession TEXT NOT NULL,                          -- number or key that the source gives it
  digest    TEXT NOT NULL CHECK (digest <> ''),     -- fingerprint of format and content; -2 behind it: the second such
  rule      TEXT NOT NULL,                          -- what made it a record of this document: new, DOI …
  score     INTEGER,                                -- of that rule, to 100
  came      TEXT NOT NULL,                          -- JSON: the document that it would have been, of one that was joined
  raw       TEXT NOT NULL,                          -- JSON array of [tag, value] in order
  change    INTEGER NOT NULL REFERENCES change (id),
  UNIQUE (digest, search, database, searched)
) STRICT;
CREATE TABLE sameness (
  document INTEGER NOT NULL REFERENCES document (id),
  other    INTEGER NOT NULL REFERENCES document (id),
  same     INTEGER NOT NULL CHECK (same IN (0, 1)),
  reason   TEXT NOT NULL,
  change   INTEGER NOT NULL REFERENCES change (id),
  PRIMARY KEY (document, other),
  CHECK (document <> other)
) STRICT, WITHOUT ROWID;
CREATE TABLE appraisal (
  id         INTEGER PRIMARY KEY,
  document   INTEGER REFERENCES document (id),      -- either this …
  extract    INTEGER REFERENCES extract (id),       -- … or this
  criterion  TEXT NOT NULL CHECK (criterion IN ('relevance', 'richness', 'rigour')),
  rating     TEXT NOT NULL REFERENCES rating_scale (word),
  reason     TEXT NOT NULL,
  coder      INTEGER REFERENCES coder (id),
  resolution INTEGER NOT NULL CHECK (resolution IN (0, 1)),  -- 1: what holds where several judged
  change     INTEGER NOT NULL REFERENCES change (id),
  ordinal    INTEGER NOT NULL,
  UNIQUE (change, ordinal),
  CHECK ((document IS NULL) <> (extract IS NULL))
) STRICT;
CREATE UNIQUE INDEX appraisal_once ON appraisal
  (ifnull(document, 0), ifnull(extract, 0), criterion, ifnull(coder, 0), resolution);
CREATE TABLE extract (
  id         INTEGER PRIMARY KEY,
  document   INTEGER NOT NULL REFERENCES document (id),
  span_begin INTEGER,                               -- Unicode code points of the document's text, half-open
  span_end   INTEGER,
  page       TEXT NOT NULL,                         -- 12, e3; empty: not known
  paraphrase INTEGER NOT NULL CHECK (paraphrase IN (0, 1)),  -- 1: not the source's own words
  change     INTEGER NOT NULL REFERENCES change (id),
  ordinal    INTEGER NOT NULL,
  UNIQUE (change, ordinal),
  CHECK ((span_begin IS NULL) = (span_end IS NULL)),
  CHECK (span_begin >= 0 AND span_begin <= span_end)
) STRICT;
CREATE TABLE extract_text (
  extract     INTEGER PRIMARY KEY REFERENCES extract (id),
  quote       TEXT NOT NULL,                        -- always kept, with or without the document's text
  translation TEXT NOT NULL,
  note        TEXT NOT NULL
) STRICT;
CREATE TABLE anchor (
  extract    INTEGER PRIMARY KEY REFERENCES extract (id),
  how        TEXT NOT NULL CHECK (how IN ('exact', 'folded', 'near', 'none')),
  before     TEXT NOT NULL,                         -- up to 32 code points of the text in front of the span
  after      TEXT NOT NULL,                         -- and behind it
  doubt      TEXT NOT NULL,                         -- why a person should look at it; empty: no reason
  span_found INTEGER NOT NULL CHECK (span_found IN (0, 1)),  -- 1: the span came from the text, not with the extract
  page_found INTEGER NOT NULL CHECK (page_found IN (0, 1))   -- the same of its page
) STRICT;
CREATE VIRTUAL TABLE extract_search USING fts5 (
  quote, content = 'extract_text', content_rowid = 'extract', tokenize = 'unicode61 remove_diacritics 0'
);
CREATE TABLE theme (
  id      INTEGER PRIMARY KEY,
  label   TEXT NOT NULL UNIQUE CHECK (label <> ''),
  note    TEXT NOT NULL,
  parent  INTEGER REFERENCES theme (id),
  change  INTEGER NOT NULL REFERENCES change (id),
  ordinal INTEGER NOT NULL,
  UNIQUE (change, ordinal)
) STRICT;
CREATE TABLE concept (
  id         INTEGER PRIMARY KEY,
  label      TEXT NOT NULL CHECK (label <> ''),
  folded     TEXT NOT NULL UNIQUE,                  -- the label as names are matched: composed, case folded, single blanks
  definition TEXT NOT NULL,
  note       TEXT NOT NULL,
  parent     INTEGER REFERENCES concept (id),       -- the tree of concepts
  wording    INTEGER NOT NULL CHECK (wording IN (0, 1)),  -- 1: made of a wording at import, still to be mapped
  colour     TEXT NOT NULL,                         -- #rrggbb, as other tools show it; empty: none
  change     INTEGER NOT NULL REFERENCES change (id),
  ordinal    INTEGER NOT NULL,
  UNIQUE (change, ordinal)
) STRICT;
CREATE TABLE concept_alias (
  concept INTEGER NOT NULL REFERENCES concept (id),
  place   INTEGER NOT NULL,                         -- from 1, as they came
  alias   TEXT NOT NULL,
  folded  TEXT NOT NULL,                            -- as names are matched
  PRIMARY KEY (concept, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX concept_parent ON concept (parent) WHERE parent IS NOT NULL;
CREATE INDEX concept_alias_name ON concept_alias (folded, concept);
CREATE TABLE coding (
  extract INTEGER NOT NULL REFERENCES extract (id),
  concept INTEGER NOT NULL REFERENCES concept (id),
  role    TEXT NOT NULL                             -- empty: not said
            CHECK (role = '' OR role = 'intervention' OR role = 'actor' OR role = 'context' OR role = 'mechanism' OR
                   role = 'outcome'),
  coder   INTEGER NOT NULL REFERENCES coder (id),
  note    TEXT NOT NULL,
  change  INTEGER NOT NULL REFERENCES change (id),
  date    TEXT NOT NULL,                            -- when it was coded, where another tool said so: ISO 8601
  PRIMARY KEY (extract, concept, role, coder)
) STRICT, WITHOUT ROWID;
CREATE TABLE coding_resolution (
  extract INTEGER NOT NULL REFERENCES extract (id),
  concept INTEGER NOT NULL REFERENCES concept (id),
  role    TEXT NOT NULL CHECK (role IN ('intervention', 'actor', 'context', 'mechanism', 'outcome')),
  holds   INTEGER NOT NULL CHECK (holds IN (0, 1)),
  coder   INTEGER REFERENCES coder (id),            -- who decided
  reason  TEXT NOT NULL,
  change  INTEGER NOT NULL REFERENCES change (id),
  PRIMARY KEY (extract, concept, role)
) STRICT, WITHOUT ROWID;
CREATE TABLE configuration (
  id        INTEGER PRIMARY KEY,
  label     TEXT NOT NULL UNIQUE CHECK (label <> ''),  -- displayed: CMOC 7; may be renumbered
  title     TEXT NOT NULL,
  theme     INTEGER REFERENCES theme (id),
  level     TEXT REFERENCES level (word),           -- NULL: not said
  status    TEXT NOT NULL
              CHECK (status = 'proposed' OR status = 'supported' OR status = 'refined' OR status = 'refuted'),
  statement TEXT NOT NULL,                          -- written by hand; empty: made from the parts
  note      TEXT NOT NULL,
  change    INTEGER NOT NULL REFERENCES change (id),
  ordinal   INTEGER NOT NULL,
  UNIQUE (change, ordinal)
) STRICT;
CREATE TABLE element (
  configuration  INTEGER NOT NULL REFERENCES configuration (id),
  place          INTEGER NOT NULL CHECK (place > 0),  -- from 1, in printed order: by role, then as they came
  role           TEXT NOT NULL
                   CHECK (role = 'intervention' OR role = 'actor' OR role = 'context' OR role = 'mechanism' OR
                          role = 'outcome'),
  part           TEXT NOT NULL CHECK (part = 'unsplit' OR part = 'resource' OR part = 'reasoning'),  -- of a mechanism
  concept        INTEGER NOT NULL REFERENCES concept (id),
  wording        TEXT NOT NULL,                     -- as said here; empty: the concept's label
  opposite       INTEGER NOT NULL CHECK (opposite IN (0, 1)),  -- 1: the lack or the fall of the concept
  direction      TEXT NOT NULL                      -- only describes
                   CHECK (direction = '' OR direction = 'rise' OR direction = 'fall' OR direction = 'mixed' OR
                          direction = 'none'),
  unintended     INTEGER NOT NULL CHECK (unintended IN (0, 1)),
  when_not_fired INTEGER NOT NULL CHECK (when_not_fired IN (0, 1)),  -- 1: happens where the mechanism does not fire
  change         INTEGER NOT NULL REFERENCES change (id),
  PRIMARY KEY (configuration, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE evidence (
  configuration INTEGER NOT NULL REFERENCES configuration (id),
  element       INTEGER NOT NULL CHECK (element >= 0),  -- place of the element; 0: the whole configuration
  extract       INTEGER NOT NULL REFERENCES extract (id),
  stance        TEXT NOT NULL CHECK (stance = 'supports' OR stance = 'refines' OR stance = 'contradicts'),
  inference     TEXT NOT NULL CHECK (inference = 'stated' OR inference = 'inferred' OR inference = 'theorised'),
  note          TEXT NOT NULL,
  coder         INTEGER REFERENCES coder (id),
  change        INTEGER NOT NULL REFERENCES change (id),
  of_element    INTEGER GENERATED ALWAYS AS (nullif(element, 0)) VIRTUAL,  -- lets the reference below skip 0
  PRIMARY KEY (configuration, element, extract),
  FOREIGN KEY (configuration, of_element) REFERENCES element (configuration, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE link (
  id                 INTEGER PRIMARY KEY,
  from_configuration INTEGER NOT NULL REFERENCES configuration (id),
  to_configuration   INTEGER NOT NULL REFERENCES configuration (id),
  kind               TEXT NOT NULL CHECK (kind IN ('ripple', 'embedded in', 'rival of', 'counter-condition of')),
  note               TEXT NOT NULL,
  coder              INTEGER REFERENCES coder (id),
  change             INTEGER NOT NULL REFERENCES change (id),
  ordinal            INTEGER NOT NULL,
  UNIQUE (change, ordinal)
) STRICT;
CREATE UNIQUE INDEX link_once ON link (from_configuration, to_configuration, kind, ifnull(coder, 0));
CREATE TABLE link_evidence (
  link    INTEGER NOT NULL REFERENCES link (id),
  place   INTEGER NOT NULL,                         -- from 1, as they came
  extract INTEGER NOT NULL REFERENCES extract (id),
  stance  TEXT NOT NULL CHECK (stance IN ('supports', 'refines', 'contradicts')),
  PRIMARY KEY (link, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE theory (
  id       INTEGER PRIMARY KEY,
  label    TEXT NOT NULL UNIQUE CHECK (label <> ''),
  kind     TEXT NOT NULL CHECK (kind IN ('programme', 'substantive')),
  citation TEXT NOT NULL,                           -- where a substantive theory comes from, in words
  document INTEGER REFERENCES document (id),        -- or as a document of the review
  note     TEXT NOT NULL,
  change   INTEGER NOT NULL REFERENCES change (id),
  ordinal  INTEGER NOT NULL,
  UNIQUE (change, ordinal)
) STRICT;
CREATE TABLE construct (
  id         INTEGER PRIMARY KEY,
  theory     INTEGER NOT NULL REFERENCES theory (id),
  label      TEXT NOT NULL CHECK (label <> ''),
  definition TEXT NOT NULL,
  change     INTEGER NOT NULL REFERENCES change (id),
  ordinal    INTEGER NOT NULL,
  UNIQUE (change, ordinal),
  UNIQUE (theory, label)
) STRICT;
CREATE TABLE construct_configuration (
  construct     INTEGER NOT NULL REFERENCES construct (id),
  place         INTEGER NOT NULL,                   -- from 1, as they came
  configuration INTEGER NOT NULL REFERENCES configuration (id),
  PRIMARY KEY (construct, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE theory_version (
  id      INTEGER PRIMARY KEY,
  theory  INTEGER NOT NULL REFERENCES theory (id),
  label   TEXT NOT NULL CHECK (label <> ''),
  date    TEXT NOT NULL,                            -- ISO 8601, or empty
  note    TEXT NOT NULL,
  change  INTEGER NOT NULL REFERENCES change (id),
  ordinal INTEGER NOT NULL,
  UNIQUE (change, ordinal),
  UNIQUE (theory, label)
) STRICT;
CREATE TABLE statement (
  id             INTEGER PRIMARY KEY,
  theory_version INTEGER NOT NULL REFERENCES theory_version (id),
  label          TEXT NOT NULL CHECK (label <> ''),
  text           TEXT NOT NULL,
  reason         TEXT NOT NULL,                     -- why it changed
  change         INTEGER NOT NULL REFERENCES change (id),
  ordinal        INTEGER NOT NULL,
  UNIQUE (change, ordinal),
  UNIQUE (theory_version, label)
) STRICT;
CREATE TABLE statement_lineage (
  statement INTEGER NOT NULL REFERENCES statement (id),
  place     INTEGER NOT NULL,                       -- from 1, as they came
  earlier   INTEGER REFERENCES statement (id),      -- NULL: it is new
  lineage   TEXT NOT NULL CHECK (lineage IN ('kept', 'reworded', 'split', 'merged', 'dropped', 'new')),
  PRIMARY KEY (statement, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE statement_extract (
  statement INTEGER NOT NULL REFERENCES statement (id),
  place     INTEGER NOT NULL,                       -- from 1, as they came
  extract   INTEGER NOT NULL REFERENCES extract (id),
  PRIMARY KEY (statement, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE statement_configuration (
  statement     INTEGER NOT NULL REFERENCES statement (id),
  place         INTEGER NOT NULL,                   -- from 1, as they came
  configuration INTEGER NOT NULL REFERENCES configuration (id),
  PRIMARY KEY (statement, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE reading (
  id             INTEGER PRIMARY KEY,
  document       INTEGER NOT NULL REFERENCES document (id),
  theory_version INTEGER REFERENCES theory_version (id),
  coder          INTEGER REFERENCES coder (id),
  date           TEXT NOT NULL,                     -- ISO 8601, or empty
  note           TEXT NOT NULL,
  change         INTEGER NOT NULL REFERENCES change (id),
  ordinal        INTEGER NOT NULL,
  UNIQUE (change, ordinal)
) STRICT;
CREATE UNIQUE INDEX reading_once ON reading (document, ifnull(theory_version, 0), ifnull(coder, 0));
CREATE TABLE saved_question (
  id      INTEGER PRIMARY KEY,
  name    TEXT NOT NULL UNIQUE,
  text    TEXT NOT NULL,
  change  INTEGER NOT NULL REFERENCES change (id),
  ordinal INTEGER NOT NULL,
  UNIQUE (change, ordinal)
) STRICT;

CREATE TABLE kept_answer (
  saved_question INTEGER PRIMARY KEY REFERENCES saved_question (id),
  at             TEXT NOT NULL,
  change         INTEGER NOT NULL,
  rows           TEXT NOT NULL,
  print          TEXT NOT NULL
) STRICT;

CREATE TABLE attachment (
  id           INTEGER PRIMARY KEY,
  document     INTEGER REFERENCES document (id),    -- NULL: of the review as a whole
  name         TEXT NOT NULL,                       -- of the file, without a folder
  media_type   TEXT NOT NULL,                       -- application/pdf; empty: not known
  size         INTEGER NOT NULL,                    -- of the bytes
  content_hash TEXT NOT NULL,                       -- BLAKE2b-256 of the bytes
  change       INTEGER NOT NULL REFERENCES change (id),
  ordinal      INTEGER NOT NULL,
  UNIQUE (change, ordinal)
) STRICT;
CREATE UNIQUE INDEX attachment_once ON attachment (ifnull(document, 0), name, content_hash);
CREATE TABLE attachment_bytes (
  attachment INTEGER PRIMARY KEY REFERENCES attachment (id),
  bytes      BLOB NOT NULL
) STRICT;
CREATE TABLE entry (
  id            INTEGER PRIMARY KEY,
  list          TEXT NOT NULL CHECK (list IN ('criteria', 'appraisal levels', 'steps', 'rameses', 'cerqual',
                  'glossary', 'flow', 'rivals', 'table settings', 'double coding')),
  label         TEXT NOT NULL,                      -- the values of the fields that name it
  configuration INTEGER REFERENCES configuration (id),  -- whose profile it is; NULL: the list has none
  place         INTEGER NOT NULL,                   -- in its list; those of equal places as they came
  change        INTEGER NOT NULL REFERENCES change (id),
  ordinal       INTEGER NOT NULL,
  UNIQUE (change, ordinal)
) STRICT;
CREATE UNIQUE INDEX entry_once ON entry (list, label, ifnull(configuration, 0));
CREATE TABLE entry_field (
  entry INTEGER NOT NULL REFERENCES entry (id),
  place INTEGER NOT NULL,                           -- from 1
  name  TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (entry, place),
  UNIQUE (entry, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE memo (
  id        INTEGER PRIMARY KEY,
  about     TEXT NOT NULL CHECK (about IN ('review', 'coder', 'study', 'document', 'theme', 'concept', 'extract',
              'coding', 'configuration', 'element', 'evidence', 'link', 'appraisal', 'theory', 'theory version',
              'statement', 'construct', 'reading', 'saved question', 'attachment', 'entry', 'foreign part', 'memo',
              'resolution', 'record', 'sameness')),
  about_key TEXT NOT NULL,                          -- the thing's id; for things without one the numbers (and role) of its key; empty: the review
  text      TEXT NOT NULL,
  date      TEXT NOT NULL,                          -- ISO 8601, or empty
  coder     INTEGER REFERENCES coder (id),
  change    INTEGER NOT NULL REFERENCES change (id),
  ordinal   INTEGER NOT NULL,
  UNIQUE (change, ordinal)
) STRICT;
CREATE UNIQUE INDEX memo_once ON memo (about, about_key, date, ifnull(coder, 0), text);
CREATE TABLE foreign_part (
  id         INTEGER PRIMARY KEY,
  system     TEXT NOT NULL CHECK (system <> ''),    -- whose it is: refi-qda
  kind       TEXT NOT NULL,                         -- what it is there: PlainTextSelection, Graph
  foreign_id TEXT NOT NULL,                         -- its id there; empty: it has none
  about      TEXT NOT NULL CHECK (about IN ('review', 'coder', 'study', 'document', 'theme', 'concept', 'extract',
               'coding', 'configuration', 'element', 'evidence', 'link', 'appraisal', 'theory', 'theory version',
               'statement', 'construct', 'reading', 'saved question', 'attachment', 'entry', 'foreign part', 'memo',
               'resolution', 'record', 'sameness')),
  about_key  TEXT NOT NULL,                         -- as in memo
  content    TEXT NOT NULL,                         -- as it stood there; empty: nothing but the id
  change     INTEGER NOT NULL REFERENCES change (id),
  ordinal    INTEGER NOT NULL,
  UNIQUE (change, ordinal)
) STRICT;
CREATE UNIQUE INDEX foreign_part_once ON foreign_part (system, kind, foreign_id, about, about_key, content);
CREATE INDEX coding_concept ON coding (concept, extract);
CREATE INDEX element_concept ON element (concept);
CREATE INDEX evidence_extract ON evidence (extract);
CREATE INDEX extract_document ON extract (document);
CREATE TABLE kept_part (
  kind      TEXT NOT NULL,                          -- head or a column of the snapshot; extracts, with their concepts; change: the part is its number
  part      INTEGER NOT NULL,                       -- from 0, in order
  stamp     INTEGER NOT NULL,                       -- SQLite's file change counter after the transaction that wrote it
  layout    BLOB NOT NULL,                          -- of the build that packed it
  check_sum TEXT NOT NULL,                          -- of bytes
  bytes     BLOB NOT NULL,
  PRIMARY KEY (kind, part)
) STRICT;
INSERT INTO change (id, uid, at, by_whom, kind, what, why, counts, content_hash, chain, arrived) VALUES (1, '00000000000000a1', '2025-01-01T00:00:00Z', 'CD', 'import', 'imported something', 'because', '{"documents":2}', '123', 'ff8497a9fe07ae89c6445a7101054a444d172abef9826eb15d97f3caa487df4d', 1);
INSERT INTO change (id, uid, at, by_whom, kind, what, why, counts, content_hash, chain, arrived) VALUES (2, '00000000000000b2', '2025-02-01T00:00:00Z', 'CD', 'edit', 'imported something', 'because', '{"documents":2}', '123', 'b0fa4691fd2be2f3e35389b8ce1e19c10ef8dfa742789e5f970ab24836dc9b27', 1);
INSERT INTO history (change, place, thing, thing_id, before, after) VALUES (2, 1, 'review', 'review', '', '{"title":"A review"}');
INSERT INTO arrival (id, at, by_whom, source, format, content_hash, upto, counts) VALUES (1, '2026-11-22T10:00:00Z', 'AB', 'source.xml', 'native', 'abc', 2, '[["reviews",1,0,0],["changes",2,0,0],["coders",2,0,0],["studies",1,0,0],["documents",2,0,0],["themes",2,0,0],["concepts",3,0,0],["extracts",2,0,0],["codings",2,0,0],["resolutions",1,0,0],["configurations",2,0,0],["evidence",2,0,0],["links",1,0,0],["theories",2,0,0],["constructs",1,0,0],["theory versions",2,0,0],["statements",2,0,0],["appraisals",3,0,0],["readings",1,0,0],["memos",19,0,0]]');
INSERT INTO arrival_print (arrival, thing, print) VALUES (1, 'appraisal', '272a65bcb5d8e3d9dc980f7df42c5cc6');
INSERT INTO arrival_print (arrival, thing, print) VALUES (1, 'attachment', '7dd603ad211e1bd6ecac3ebeda0e247c');
INSERT INTO arrival_print (arrival, thing, print) VALUES (1, 'coder', 'd3af8dafc1b93a5b37781b6aa12d56a1');
INSERT INTO arrival_print (arrival, thing, print) VALUES (1, 'coding', '15d9655a5e7c85fbb00cca94dc96d800');
INSERT INTO arrival_print (arrival, thing, print) VALUES (1, 'concept', 'ce3ff77e56c8641e1918bc19176a38c0');
INSERT INTO arrival_print (arrival, thing, print) VALUES (1, 'configuration', '0097de3461971d997e9bf78c9a88dd96');
INSERT INTO arrival_print (arrival, thing, print) VALUES (1, 'construct', 'ce99aa8989996496497d9561ec3282a2');
INSERT INTO arrival_print (arrival, thing, print) VALUES (1, 'document', 'ec2c7c2a5619c7ba2a81e90ec49b4f3b');
INSERT INTO arrival_print (arrival, thing, print) VALUES (1, 'entry', '217021c8a494f2be3cd6f8748793b362');
INSERT INTO arrival_print (arrival, thing, print) VALUES (1, 'evidence', '832aad914bf3d6aee2e96be57515165e');
INSERT INTO arrival_print (arrival, thing, print) VALUES (1, 'extract', 'a09a5d7b5bdceaf111a02332fb15f7d1');
INSERT INTO arrival_print (arrival, thing, print) VALUES (1, 'foreign part', 'f2c566169dffecb1b7aff0cd40667320');
INSERT INTO arrival_print (arrival, thing, print) VALUES (1, 'link', '90537ba8154c4adb38c4405e79d11aa5');
INSERT INTO arrival_print (arrival, thing, print) VALUES (1, 'memo', 'd7ac0bf3561f2a0a402271c0eed93cea');
INSERT INTO arrival_print (arrival, thing, print) VALUES (1, 'reading', '09b2a23ac365ab2c66f2f73213220939');
INSERT INTO arrival_print (arrival, thing, print) VALUES (1, 'record', '557d46fe5b6c1c78d83be8428c35af0d');
INSERT INTO arrival_print (arrival, thing, print) VALUES (1, 'resolution', 'c2b43aec8e48caba204081000e44c0fe');
INSERT INTO arrival_print (arrival, thing, print) VALUES (1, 'review', 'bfc42334506c22adbdd0a8eab65cb68f');
INSERT INTO arrival_print (arrival, thing, print) VALUES (1, 'sameness', 'f652e2c5ce9fdd7b8f856dc71ed08a94');
INSERT INTO arrival_print (arrival, thing, print) VALUES (1, 'saved question', '3b28755b43405324ccf2e097c0a26889');
INSERT INTO arrival_print (arrival, thing, print) VALUES (1, 'statement', 'e164fc2bf60f13ca88768d03c2563b78');
INSERT INTO arrival_print (arrival, thing, print) VALUES (1, 'study', '30a559b072b5eadd8ab3853ebbc629f1');
INSERT INTO arrival_print (arrival, thing, print) VALUES (1, 'theme', 'd7e2758cbe9272e234b7dba8ee0ffc77');
INSERT INTO arrival_print (arrival, thing, print) VALUES (1, 'theory', '3cae1cd93630714d6a13b98ba01c6fb6');
INSERT INTO arrival_print (arrival, thing, print) VALUES (1, 'theory version', '8e4bb0cf08d5f8456d854377b21550b4');
INSERT INTO review (id, title, about, scheme, change) VALUES (1, 'A review', 'A test', 'CMO', 1);
INSERT INTO question (place, text) VALUES (1, 'What works?');
INSERT INTO question (place, text) VALUES (2, 'For whom?');
INSERT INTO role_heading (place, role, heading) VALUES (1, 'context', 'Context');
INSERT INTO role_heading (place, role, heading) VALUES (2, 'outcome', 'Outcome');
INSERT INTO level (place, word) VALUES (1, 'micro');
INSERT INTO level (place, word) VALUES (2, 'macro');
INSERT INTO rating_scale (place, word) VALUES (1, 'low');
INSERT INTO rating_scale (place, word) VALUES (2, 'high');
INSERT INTO coder (id, label, name, note, change, ordinal) VALUES (1, 'AB', 'Ann B', 'first', 1, 11);
INSERT INTO coder (id, label, name, note, change, ordinal) VALUES (2, 'CD', '', '', 1, 12);
INSERT INTO study (id, label, note, change, ordinal) VALUES (1, 'The study', 's', 1, 13);
INSERT INTO document (id, key, type, authors, year, title, container, volume, issue, pages, doi, url, language, note, consultation, study, change, ordinal) VALUES (1, 'smith2019', 'article', '["Smith A","A Body; with a semicolon"]', 2019, 'Title', '', '', '', '', '', '', 'no', '', 0, 1, 1, 14);
INSERT INTO document (id, key, type, authors, year, title, container, volume, issue, pages, doi, url, language, note, consultation, study, change, ordinal) VALUES (2, 'meeting1', '', '[]', NULL, '', '', '', '', '', '', '', '', '', 1, NULL, 1, 15);
INSERT INTO document_field (document, place, name, value) VALUES (1, 1, 'country', 'England');
INSERT INTO document_field (document, place, name, value) VALUES (1, 2, 'design', 'RCT');
INSERT INTO document_text (id, document, version, text, source, format, rule, program, content_hash) VALUES (1, 1, 1, 'Aerlig talt', 'scan.pdf', 'pdf', 1, 'pdftotext 22.12.0', 'abc');
INSERT INTO document_text (id, document, version, text, source, format, rule, program, content_hash) VALUES (2, 1, 2, '', '', '', 0, '', '');
INSERT INTO document_text (id, document, version, text, source, format, rule, program, content_hash) VALUES (3, 1, 3, 'Ærlig talt: they trusted her. She had time.', 'smith.pdf', 'pdf', 1, 'pdftotext 22.12.0', 'abc');
INSERT INTO text_boxes (document_text, boxes) VALUES (1, x'0102FF00');
INSERT INTO text_boxes (document_text, boxes) VALUES (3, x'0102FF00');
INSERT INTO text_page (document_text, place, label, span_begin, span_end) VALUES (1, 1, 'e3', 0, 29);
INSERT INTO text_page (document_text, place, label, span_begin, span_end) VALUES (1, 2, 'e4', 29, 43);
INSERT INTO text_section (document_text, place, depth, title, span_begin, span_end) VALUES (1, 1, 1, 'Ærlig', 0, 43);
INSERT INTO text_section (document_text, place, depth, title, span_begin, span_end) VALUES (1, 2, 2, 'talt', 6, 11);
INSERT INTO text_page (document_text, place, label, span_begin, span_end) VALUES (3, 1, 'e3', 0, 29);
INSERT INTO text_page (document_text, place, label, span_begin, span_end) VALUES (3, 2, 'e4', 29, 43);
INSERT INTO text_section (document_text, place, depth, title, span_begin, span_end) VALUES (3, 1, 1, 'Ærlig', 0, 43);
INSERT INTO text_section (document_text, place, depth, title, span_begin, span_end) VALUES (3, 2, 2, 'talt', 6, 11);
INSERT INTO source_record (id, document, format, database, search, searched, accession, digest, rule, score, came, raw, change) VALUES (1, 1, 'ris', 'PubMed', 'round 1', '2024-01-02', '123', 'abcd', 'new', 100, '', '[["TI","Some"],["TI",""]]', 1);
INSERT INTO sameness (document, other, same, reason, change) VALUES (1, 2, 0, 'two', 1);
INSERT INTO appraisal (id, document, extract, criterion, rating, reason, coder, resolution, change, ordinal) VALUES (1, 1, NULL, 'rigour', 'high', 'r', 1, 0, 1, 33);
INSERT INTO appraisal (id, document, extract, criterion, rating, reason, coder, resolution, change, ordinal) VALUES (2, 1, NULL, 'rigour', 'low', '', 2, 0, 1, 34);
INSERT INTO appraisal (id, document, extract, criterion, rating, reason, coder, resolution, change, ordinal) VALUES (3, NULL, 2, 'relevance', 'low', '', NULL, 1, 1, 35);
INSERT INTO extract (id, document, span_begin, span_end, page, paraphrase, change, ordinal) VALUES (1, 1, 12, 29, 'e3', 0, 1, 21);
INSERT INTO extract (id, document, span_begin, span_end, page, paraphrase, change, ordinal) VALUES (2, 2, NULL, NULL, '', 1, 1, 22);
INSERT INTO extract_text (extract, quote, translation, note) VALUES (1, 'they trusted her.', 'tr', 'x');
INSERT INTO extract_text (extract, quote, translation, note) VALUES (2, 'Said'||char(9)||'at the meeting'||char(10)||'by two', '', '');
INSERT INTO anchor (extract, how, before, after, doubt, span_found, page_found) VALUES (1, 'folded', 'Ærlig talt: ', ' She had time.', 'look', 1, 1);
INSERT INTO theme (id, label, note, parent, change, ordinal) VALUES (1, 'buy-in', 't', NULL, 1, 16);
INSERT INTO theme (id, label, note, parent, change, ordinal) VALUES (2, 'early buy-in', '', 1, 1, 17);
INSERT INTO concept (id, label, folded, definition, note, parent, wording, colour, change, ordinal) VALUES (1, 'trust', 'trust', 'what it is', 'n', NULL, 0, '#c05a1e', 1, 18);
INSERT INTO concept (id, label, folded, definition, note, parent, wording, colour, change, ordinal) VALUES (2, 'fewer visits', 'fewer visits', '', '', NULL, 1, '', 1, 19);
INSERT INTO concept (id, label, folded, definition, note, parent, wording, colour, change, ordinal) VALUES (3, 'trust in her', 'trust in her', '', '', 1, 0, '', 2, 20);
INSERT INTO concept_alias (concept, place, alias, folded) VALUES (1, 1, 'confidence', 'confidence');
INSERT INTO concept_alias (concept, place, alias, folded) VALUES (1, 2, 'Faith', 'faith');
INSERT INTO coding (extract, concept, role, coder, note, change, date) VALUES (1, 1, 'context', 2, '', 1, '');
INSERT INTO coding (extract, concept, role, coder, note, change, date) VALUES (1, 3, 'mechanism', 1, 'c', 1, '');
INSERT INTO coding (extract, concept, role, coder, note, change, date) VALUES (2, 2, '', 1, '', 1, '2024-01-05T10:00:00Z');
INSERT INTO coding_resolution (extract, concept, role, holds, coder, reason, change) VALUES (1, 3, 'mechanism', 0, 2, 'why', 1);
INSERT INTO configuration (id, label, title, theme, level, status, statement, note, change, ordinal) VALUES (1, 'CMOC 7', 'Trust', 2, 'macro', 'refined', 'If so, then so', 'k', 1, 23);
INSERT INTO configuration (id, label, title, theme, level, status, statement, note, change, ordinal) VALUES (2, 'CMOC 12', '', NULL, NULL, 'proposed', '', '', 1, 24);
INSERT INTO element (configuration, place, role, part, concept, wording, opposite, direction, unintended, when_not_fired, change) VALUES (1, 1, 'context', 'unsplit', 1, '', 1, '', 0, 0, 1);
INSERT INTO element (configuration, place, role, part, concept, wording, opposite, direction, unintended, when_not_fired, change) VALUES (1, 2, 'mechanism', 'reasoning', 3, 'she listens', 0, 'rise', 0, 0, 1);
INSERT INTO element (configuration, place, role, part, concept, wording, opposite, direction, unintended, when_not_fired, change) VALUES (1, 3, 'outcome', 'unsplit', 2, '', 0, 'fall', 1, 1, 1);
INSERT INTO evidence (configuration, element, extract, stance, inference, note, coder, change) VALUES (1, 0, 2, 'contradicts', 'stated', '', NULL, 1);
INSERT INTO evidence (configuration, element, extract, stance, inference, note, coder, change) VALUES (1, 2, 1, 'refines', 'inferred', 'e', 1, 1);
INSERT INTO link (id, from_configuration, to_configuration, kind, note, coder, change, ordinal) VALUES (1, 1, 2, 'counter-condition of', 'l', 2, 1, 25);
INSERT INTO link_evidence (link, place, extract, stance) VALUES (1, 1, 2, 'contradicts');
INSERT INTO theory (id, label, kind, citation, document, note, change, ordinal) VALUES (1, 'Ours', 'programme', '', NULL, '', 1, 26);
INSERT INTO theory (id, label, kind, citation, document, note, change, ordinal) VALUES (2, 'Social capital', 'substantive', 'Putnam', 1, '', 1, 27);
INSERT INTO construct (id, theory, label, definition, change, ordinal) VALUES (1, 2, 'bonding', 'd', 1, 28);
INSERT INTO construct_configuration (construct, place, configuration) VALUES (1, 1, 2);
INSERT INTO theory_version (id, theory, label, date, note, change, ordinal) VALUES (1, 1, 'initial', '2024-01-01', '', 1, 29);
INSERT INTO theory_version (id, theory, label, date, note, change, ordinal) VALUES (2, 1, 'refined', '', '', 1, 30);
INSERT INTO statement (id, theory_version, label, text, reason, change, ordinal) VALUES (1, 1, '1', 'Trust helps', '', 1, 31);
INSERT INTO statement (id, theory_version, label, text, reason, change, ordinal) VALUES (2, 2, '1', 'Trust helps where there is time', 'found so', 1, 32);
INSERT INTO statement_lineage (statement, place, earlier, lineage) VALUES (1, 1, NULL, 'new');
INSERT INTO statement_lineage (statement, place, earlier, lineage) VALUES (2, 1, 1, 'reworded');
INSERT INTO statement_extract (statement, place, extract) VALUES (2, 1, 1);
INSERT INTO statement_configuration (statement, place, configuration) VALUES (2, 1, 1);
INSERT INTO statement_configuration (statement, place, configuration) VALUES (2, 2, 2);
INSERT INTO reading (id, document, theory_version, coder, date, note, change, ordinal) VALUES (1, 1, 2, 1, '2024-02-02', '', 1, 36);
INSERT INTO memo (id, about, about_key, text, date, coder, change, ordinal) VALUES (1, 'review', '', 'memo on a review', '2024-03-03', 1, 1, 42);
INSERT INTO memo (id, about, about_key, text, date, coder, change, ordinal) VALUES (2, 'coder', '2', 'memo on a coder', '2024-03-03', 1, 1, 43);
INSERT INTO memo (id, about, about_key, text, date, coder, change, ordinal) VALUES (3, 'study', '1', 'memo on a study', '2024-03-03', 1, 1, 44);
INSERT INTO memo (id, about, about_key, text, date, coder, change, ordinal) VALUES (4, 'document', '2', 'memo on a document', '2024-03-03', 1, 1, 45);
INSERT INTO memo (id, about, about_key, text, date, coder, change, ordinal) VALUES (5, 'theme', '2', 'memo on a theme', '2024-03-03', 1, 1, 46);
INSERT INTO memo (id, about, about_key, text, date, coder, change, ordinal) VALUES (6, 'concept', '3', 'memo on a concept', '2024-03-03', 1, 1, 47);
INSERT INTO memo (id, about, about_key, text, date, coder, change, ordinal) VALUES (7, 'extract', '2', 'memo on a extract', '2024-03-03', 1, 1, 48);
INSERT INTO memo (id, about, about_key, text, date, coder, change, ordinal) VALUES (8, 'coding', '1 3 mechanism 1', 'memo on a coding', '2024-03-03', 1, 1, 49);
INSERT INTO memo (id, about, about_key, text, date, coder, change, ordinal) VALUES (9, 'configuration', '2', 'memo on a configuration', '2024-03-03', 1, 1, 50);
INSERT INTO memo (id, about, about_key, text, date, coder, change, ordinal) VALUES (10, 'element', '1 3', 'memo on a element', '2024-03-03', 1, 1, 51);
INSERT INTO memo (id, about, about_key, text, date, coder, change, ordinal) VALUES (11, 'evidence', '1 2 1', 'memo on a evidence', '2024-03-03', 1, 1, 52);
INSERT INTO memo (id, about, about_key, text, date, coder, change, ordinal) VALUES (12, 'link', '1', 'memo on a link', '2024-03-03', 1, 1, 53);
INSERT INTO memo (id, about, about_key, text, date, coder, change, ordinal) VALUES (13, 'appraisal', '3', 'memo on a appraisal', '2024-03-03', 1, 1, 54);
INSERT INTO memo (id, about, about_key, text, date, coder, change, ordinal) VALUES (14, 'theory', '2', 'memo on a theory', '2024-03-03', 1, 1, 55);
INSERT INTO memo (id, about, about_key, text, date, coder, change, ordinal) VALUES (15, 'theory version', '2', 'memo on a theory version', '2024-03-03', 1, 1, 56);
INSERT INTO memo (id, about, about_key, text, date, coder, change, ordinal) VALUES (16, 'statement', '2', 'memo on a statement', '2024-03-03', 1, 1, 57);
INSERT INTO memo (id, about, about_key, text, date, coder, change, ordinal) VALUES (17, 'construct', '1', 'memo on a construct', '2024-03-03', 1, 1, 58);
INSERT INTO memo (id, about, about_key, text, date, coder, change, ordinal) VALUES (18, 'reading', '1', 'memo on a reading', '2024-03-03', 1, 1, 59);
INSERT INTO memo (id, about, about_key, text, date, coder, change, ordinal) VALUES (19, 'memo', '4', 'memo on a memo', '2024-03-03', 1, 1, 60);
INSERT INTO memo (id, about, about_key, text, date, coder, change, ordinal) VALUES (20, 'saved question', '1', 'memo on a saved question', '2024-03-03', 1, 1, 61);
INSERT INTO saved_question (id, name, text, change, ordinal) VALUES (1, 'weekly', 'outcomes', 1, 37);
INSERT INTO attachment (id, document, name, media_type, size, content_hash, change, ordinal) VALUES (1, 1, 'smith.pdf', 'application/pdf', 7, '66dfb444fc665c15aaae61923e66ad8877591e736b464054bd02fcceec46c64f', 1, 38);
INSERT INTO attachment (id, document, name, media_type, size, content_hash, change, ordinal) VALUES (2, NULL, 'map.png', '', 0, '0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8', 1, 39);
INSERT INTO attachment_bytes (attachment, bytes) VALUES (1, X'25504446000aff');
INSERT INTO attachment_bytes (attachment, bytes) VALUES (2, X'');
INSERT INTO memo (id, about, about_key, text, date, coder, change, ordinal) VALUES (21, 'attachment', '1', 'memo on an attachment', '', NULL, 1, 62);
INSERT INTO foreign_part (id, system, kind, foreign_id, about, about_key, content, change, ordinal) VALUES (1, 'refi-qda', 'Graph', '', 'review', '', '<Graph guid="x"/>', 1, 64);
INSERT INTO foreign_part (id, system, kind, foreign_id, about, about_key, content, change, ordinal) VALUES (2, 'refi-qda', 'Coding', '0001', 'coding', '2 2  1', '', 1, 65);
INSERT INTO foreign_part (id, system, kind, foreign_id, about, about_key, content, change, ordinal) VALUES (3, 'refi-qda', 'PDFSource', '0002', 'attachment', '1', 'name="a"', 1, 66);
INSERT INTO entry (id, list, label, configuration, place, change, ordinal) VALUES (1, 'criteria', 'Population', NULL, 1, 1, 40);
INSERT INTO entry (id, list, label, configuration, place, change, ordinal) VALUES (2, 'cerqual', '', 2, 1, 1, 41);
INSERT INTO entry_field (entry, place, name, value) VALUES (1, 1, 'criterion', 'Population');
INSERT INTO entry_field (entry, place, name, value) VALUES (1, 2, 'include', 'adults');
INSERT INTO entry_field (entry, place, name, value) VALUES (1, 3, 'code', 'E1');
INSERT INTO entry_field (entry, place, name, value) VALUES (2, 1, 'coherence', 'no concern');
INSERT INTO entry_field (entry, place, name, value) VALUES (2, 2, 'confidence', 'high');
INSERT INTO memo (id, about, about_key, text, date, coder, change, ordinal) VALUES (22, 'entry', '2', 'memo on an entry', '', NULL, 1, 63);
INSERT INTO extract_search (extract_search) VALUES ('rebuild');
PRAGMA application_id = 1380275282;
PRAGMA user_version = 1;
