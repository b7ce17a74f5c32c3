-- The data dictionary of a review file: version 1, for SQLite 3.37 or later.
--
-- Meaning of the words: GLOSSARY.md. `application_id` and `user_version` are set by code (store/migrate.cpp).
--
-- Numbers and names. Inside, a thing is known by its integer `id`, which never leaves the file. Outside, its
-- permanent id is the `uid` of the change that added it, a full stop, and its `ordinal` in that change: unique in
-- the review over all kinds, given once, never used again. Codings, elements, evidence and resolutions are keyed by
-- what they join and have no ordinal. Labels are for display and may change.
-- Rows without a `change` of their own (fields, aliases, headings …) are parts of the thing that they name and
-- come and go with it.
--
-- An empty text means "not said"; NULL stands only where a reference or a number may be missing.
-- Flags are 0 or 1. Times are UTC in ISO 8601. Closed word lists repeat model/vocabulary.h; in the tables with the most
-- rows they are told by OR: of an IN, SQLite makes a table for every row that is written. JSON is checked by code:
-- SQLite 3.40 holds json_valid unsafe in a schema that is not trusted.
--
-- Indices. Every identity of an import is a UNIQUE constraint (an extract's is not, since quotes are kept apart: the
-- import watches it). Beyond these there is one index for aliases, one for codings by concept, and one for the history of
-- a thing, which grows for years while an edit asks it who is who. Whole tables are read into a snapshot faster than an
-- index could answer, and each index costs every import.

-- ---------------------------------------------------------------------------------------------- history

-- One step of work on the review: who, when, what, why. Written once, never altered.
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

-- What a change did to one thing: its image before and after.
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

-- Things that were added on both sides of a merge and are one: what a change made elsewhere calls `id` is `stands_for`.
CREATE TABLE twin (
  id         TEXT PRIMARY KEY,                      -- a permanent id that no thing has any more
  stands_for TEXT NOT NULL                          -- the one that is here, of the same kind
) STRICT, WITHOUT ROWID;

-- What an import brought, as it came, where a merge shows it otherwise; an import leaves no rows of history.
CREATE TABLE origin_image (
  thing    TEXT NOT NULL,
  thing_id TEXT NOT NULL,                           -- the permanent id that it came with
  change   INTEGER NOT NULL REFERENCES change (id), -- the import
  image    TEXT NOT NULL,                           -- JSON
  PRIMARY KEY (thing, thing_id, change)
) STRICT, WITHOUT ROWID;

-- Ids under which a merge showed what had come under others, or otherwise: no import brought these. Of this file alone.
CREATE TABLE shown_as (
  thing    TEXT NOT NULL,
  thing_id TEXT NOT NULL,                           -- the permanent id that it has, or had, here
  PRIMARY KEY (thing, thing_id)
) STRICT, WITHOUT ROWID;

-- Things that are as they are only because of others since a merge: kept for who needs them, moved where a circle was cut,
-- shown with a number, or the review with a wider scale. Later work on others may change these. Of this file alone.
CREATE TABLE bound (
  thing    TEXT NOT NULL,
  thing_id TEXT NOT NULL,                           -- the permanent id
  PRIMARY KEY (thing, thing_id)
) STRICT, WITHOUT ROWID;

-- What was taken out for good (store/erase.h): what a copy that still has it, or its source, must not bring back. Of this
-- file alone, never sent out.
CREATE TABLE erasure (
  thing      TEXT NOT NULL CHECK (thing IN ('coder', 'extract')),
  thing_id   TEXT NOT NULL,                         -- permanent id
  change     TEXT NOT NULL,                         -- uid of the change that tells of it
  stands_now TEXT NOT NULL,                         -- what a person is called since; empty: an extract
  document   TEXT NOT NULL,                         -- of an extract: the permanent id; empty: a person
  prints     TEXT NOT NULL,                         -- of the words of an extract: salt:BLAKE2b-256, parted by blanks; empty: so few that they could be guessed
  PRIMARY KEY (thing, thing_id)
) STRICT, WITHOUT ROWID;

-- Fingerprints of what stands beside the history: of the tables twin, origin_image, shown_as, bound and erasure, each whole.
CREATE TABLE beside_print (
  name  TEXT PRIMARY KEY,                           -- of the table
  print TEXT NOT NULL                               -- BLAKE2b-256; empty: the table is empty
) STRICT, WITHOUT ROWID;

-- One import as it happened in this file. Never sent out: an export carries changes, not arrivals.
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

-- What was said about the material at that import.
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

-- A fingerprint of what that import changed in the review, by kind of thing: what came with imports stands in no history,
-- and is held against these. The kind "receipt": of the receipt itself and its findings.
CREATE TABLE arrival_print (
  arrival INTEGER NOT NULL REFERENCES arrival (id),
  thing   TEXT NOT NULL,                            -- the kind
  print   TEXT NOT NULL,                            -- 32 hexadecimal digits (store/content_print.h)
  PRIMARY KEY (arrival, thing)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------------------------------------- the review

-- The review itself: one row.
CREATE TABLE review (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  title   TEXT NOT NULL,                            -- empty until it is told
  about   TEXT NOT NULL,                            -- what it is, by whom, under which licence
  scheme  TEXT NOT NULL,                            -- CMO, CIMO, SCMO, ICAMO; empty: not said
  reasons INTEGER NOT NULL DEFAULT 0 CHECK (reasons IN (0, 1)),  -- 1: no edit without a reason
  change  INTEGER REFERENCES change (id)            -- the change that described it last
) STRICT;

-- The questions that the review is made to answer.
CREATE TABLE question (
  place INTEGER PRIMARY KEY,                        -- from 1
  text  TEXT NOT NULL
) STRICT;

-- The roles in use, in printed order, and what stands above them.
CREATE TABLE role_heading (
  place   INTEGER PRIMARY KEY,                      -- from 1
  role    TEXT NOT NULL UNIQUE CHECK (role IN ('intervention', 'actor', 'context', 'mechanism', 'outcome')),
  heading TEXT NOT NULL                             -- as printed: Context, Condition
) STRICT;

-- The scale of levels (micro, meso, macro).
CREATE TABLE level (
  place INTEGER PRIMARY KEY,                        -- from 1, the smallest
  word  TEXT NOT NULL UNIQUE
) STRICT;

-- The scale on which documents are judged (low, moderate, high).
CREATE TABLE rating_scale (
  place INTEGER PRIMARY KEY,                        -- from 1, the lowest
  word  TEXT NOT NULL UNIQUE
) STRICT;

-- People who code.
CREATE TABLE coder (
  id      INTEGER PRIMARY KEY,
  label   TEXT NOT NULL UNIQUE CHECK (label <> ''), -- initials or login name
  name    TEXT NOT NULL,                            -- in full
  note    TEXT NOT NULL,
  change  INTEGER NOT NULL REFERENCES change (id),
  ordinal INTEGER NOT NULL,
  UNIQUE (change, ordinal)
) STRICT;

-- ---------------------------------------------------------------------------------------------- sources

-- What documents report on.
CREATE TABLE study (
  id      INTEGER PRIMARY KEY,
  label   TEXT NOT NULL UNIQUE CHECK (label <> ''),
  note    TEXT NOT NULL,
  change  INTEGER NOT NULL REFERENCES change (id),
  ordinal INTEGER NOT NULL,
  UNIQUE (change, ordinal)
) STRICT;

-- An included source.
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

-- Free descriptors of a document: country, design, setting.
CREATE TABLE document_field (
  document INTEGER NOT NULL REFERENCES document (id),
  place    INTEGER NOT NULL,                        -- from 1, as they came
  name     TEXT NOT NULL,
  value    TEXT NOT NULL,
  PRIMARY KEY (document, place),
  UNIQUE (document, name)
) STRICT, WITHOUT ROWID;

-- A full text, as it was taken from a file or came with an import. Written once, never altered: a corrected one
-- stands beside it, and the highest version is the one that spans count in.
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

-- The pages of a text as its source counts them.
CREATE TABLE text_page (
  document_text INTEGER NOT NULL REFERENCES document_text (id),
  place         INTEGER NOT NULL,                   -- from 1
  label         TEXT NOT NULL,                      -- 12, e3
  span_begin    INTEGER NOT NULL,                   -- code points of the text, half-open
  span_end      INTEGER NOT NULL,
  PRIMARY KEY (document_text, place)
) STRICT, WITHOUT ROWID;

-- The sections of a text, where its source has them.
CREATE TABLE text_section (
  document_text INTEGER NOT NULL REFERENCES document_text (id),
  place         INTEGER NOT NULL,                   -- from 1, in the order of their beginnings
  depth         INTEGER NOT NULL,                   -- from 1; a section within another is one deeper
  title         TEXT NOT NULL,
  span_begin    INTEGER NOT NULL,                   -- from the first letter of the title
  span_end      INTEGER NOT NULL,
  PRIMARY KEY (document_text, place)
) STRICT, WITHOUT ROWID;

-- Where the words of a text stand on their pages, where that is known; packed by model/full_text.h.
CREATE TABLE text_boxes (
  document_text INTEGER PRIMARY KEY REFERENCES document_text (id),
  boxes         BLOB NOT NULL
) STRICT;

-- One record of a search as it came from a database, and the document that it is of.
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

-- Whether two documents are one paper, as somebody decided. Where they are, the first stands for both.
CREATE TABLE sameness (
  document INTEGER NOT NULL REFERENCES document (id),
  other    INTEGER NOT NULL REFERENCES document (id),
  same     INTEGER NOT NULL CHECK (same IN (0, 1)),
  reason   TEXT NOT NULL,
  change   INTEGER NOT NULL REFERENCES change (id),
  PRIMARY KEY (document, other),
  CHECK (document <> other)
) STRICT, WITHOUT ROWID;

-- A judgement of a document or of one extract. Append-only: a new judgement stands beside the old.
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

-- ---------------------------------------------------------------------------------------------- extracts and codes

-- A passage of a document. Narrow, so that counting passes over it quickly; its words are in extract_text.
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

-- The words of an extract.
CREATE TABLE extract_text (
  extract     INTEGER PRIMARY KEY REFERENCES extract (id),
  quote       TEXT NOT NULL,                        -- always kept, with or without the document's text
  translation TEXT NOT NULL,
  note        TEXT NOT NULL
) STRICT;

-- How an extract was found in its document's text, and what stands around it. Extracts that were never held against
-- a text have none.
CREATE TABLE anchor (
  extract    INTEGER PRIMARY KEY REFERENCES extract (id),
  how        TEXT NOT NULL CHECK (how IN ('exact', 'folded', 'near', 'none')),
  before     TEXT NOT NULL,                         -- up to 32 code points of the text in front of the span
  after      TEXT NOT NULL,                         -- and behind it
  doubt      TEXT NOT NULL,                         -- why a person should look at it; empty: no reason
  span_found INTEGER NOT NULL CHECK (span_found IN (0, 1)),  -- 1: the span came from the text, not with the extract
  page_found INTEGER NOT NULL CHECK (page_found IN (0, 1))   -- the same of its page
) STRICT;

-- Full text over the quotes: words are runs of letters and digits, case folded, accents kept.
-- Filled by the import (a trigger, row by row, is four times slower).
CREATE VIRTUAL TABLE extract_search USING fts5 (
  quote, content = 'extract_text', content_rowid = 'extract', tokenize = 'unicode61 remove_diacritics 0'
);

-- A theme or programme theory area that configurations are grouped by.
CREATE TABLE theme (
  id      INTEGER PRIMARY KEY,
  label   TEXT NOT NULL UNIQUE CHECK (label <> ''),
  note    TEXT NOT NULL,
  parent  INTEGER REFERENCES theme (id),
  change  INTEGER NOT NULL REFERENCES change (id),
  ordinal INTEGER NOT NULL,
  UNIQUE (change, ordinal)
) STRICT;

-- What coders name. It has no role of its own.
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
-- Who takes a concept out asks what stands below it.
CREATE INDEX concept_parent ON concept (parent) WHERE parent IS NOT NULL;

-- Other names of a concept. One alias may belong to several.
CREATE TABLE concept_alias (
  concept INTEGER NOT NULL REFERENCES concept (id),
  place   INTEGER NOT NULL,                         -- from 1, as they came
  alias   TEXT NOT NULL,
  folded  TEXT NOT NULL,                            -- as names are matched
  PRIMARY KEY (concept, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX concept_alias_name ON concept_alias (folded, concept);

-- A coder saw this concept in this extract, in this role.
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

-- Where coders differ: what holds in the end.
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

-- ---------------------------------------------------------------------------------------------- configurations

-- Contexts, mechanisms and outcomes that stand together: one claim.
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

-- One place in a configuration. Only outcomes may be unintended or belong to what happens where nothing fires.
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

-- The only way that a document bears on a configuration.
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

-- Between configurations, as asserted by a coder.
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

-- The extracts that a link rests on.
CREATE TABLE link_evidence (
  link    INTEGER NOT NULL REFERENCES link (id),
  place   INTEGER NOT NULL,                         -- from 1, as they came
  extract INTEGER NOT NULL REFERENCES extract (id),
  stance  TEXT NOT NULL CHECK (stance IN ('supports', 'refines', 'contradicts')),
  PRIMARY KEY (link, place)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------------------------------------- theory

-- A programme theory, or a substantive one that explains (social capital).
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

-- A construct of a substantive theory.
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

-- The configurations that a construct explains.
CREATE TABLE construct_configuration (
  construct     INTEGER NOT NULL REFERENCES construct (id),
  place         INTEGER NOT NULL,                   -- from 1, as they came
  configuration INTEGER NOT NULL REFERENCES configuration (id),
  PRIMARY KEY (construct, place)
) STRICT, WITHOUT ROWID;

-- A state of a theory: initial, refined. In order of their changes.
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

-- A statement of one version of a theory.
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

-- How a statement came out of earlier ones.
CREATE TABLE statement_lineage (
  statement INTEGER NOT NULL REFERENCES statement (id),
  place     INTEGER NOT NULL,                       -- from 1, as they came
  earlier   INTEGER REFERENCES statement (id),      -- NULL: it is new
  lineage   TEXT NOT NULL CHECK (lineage IN ('kept', 'reworded', 'split', 'merged', 'dropped', 'new')),
  PRIMARY KEY (statement, place)
) STRICT, WITHOUT ROWID;

-- The extracts that moved a statement.
CREATE TABLE statement_extract (
  statement INTEGER NOT NULL REFERENCES statement (id),
  place     INTEGER NOT NULL,                       -- from 1, as they came
  extract   INTEGER NOT NULL REFERENCES extract (id),
  PRIMARY KEY (statement, place)
) STRICT, WITHOUT ROWID;

-- The configurations that a statement is tied to.
CREATE TABLE statement_configuration (
  statement     INTEGER NOT NULL REFERENCES statement (id),
  place         INTEGER NOT NULL,                   -- from 1, as they came
  configuration INTEGER NOT NULL REFERENCES configuration (id),
  PRIMARY KEY (statement, place)
) STRICT, WITHOUT ROWID;

-- Who read which document under which version of a theory.
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

-- Questions that are asked again and again.
CREATE TABLE saved_question (
  id      INTEGER PRIMARY KEY,
  name    TEXT NOT NULL UNIQUE,                     -- what it is asked for by
  text    TEXT NOT NULL,                            -- in the question language
  change  INTEGER NOT NULL REFERENCES change (id),
  ordinal INTEGER NOT NULL,
  UNIQUE (change, ordinal)
) STRICT;

-- The last answer to each, to tell what is new since; of this file alone, never sent out.
CREATE TABLE kept_answer (
  saved_question INTEGER PRIMARY KEY REFERENCES saved_question (id),
  at             TEXT NOT NULL,                     -- when it was given
  change         INTEGER NOT NULL,                  -- the last one then: things may have been renamed since
  rows           TEXT NOT NULL,                     -- JSON array of [name of the row, its support, what else it says, fingerprint of its grounds]
  print          TEXT NOT NULL                      -- BLAKE2b-256 of the three: no history tells of them
) STRICT;

-- A file kept with the review: what a document was read from, pictures, recordings. Its bytes are apart.
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

-- The bytes of an attachment.
CREATE TABLE attachment_bytes (
  attachment INTEGER PRIMARY KEY REFERENCES attachment (id),
  bytes      BLOB NOT NULL
) STRICT;

-- One line of a list that the review publishes: a criterion, a step, a term, a CERQual profile. Which fields a list
-- has stands in model/entry_lists.cpp.
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

-- The fields of an entry that say something.
CREATE TABLE entry_field (
  entry INTEGER NOT NULL REFERENCES entry (id),
  place INTEGER NOT NULL,                           -- from 1
  name  TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (entry, place),
  UNIQUE (entry, name)
) STRICT, WITHOUT ROWID;

-- Free text on any thing.
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

-- What another tool's file says of a thing and no column here holds: the thing's id there, and the piece of the file.
-- An export to that form gives it back.
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

-- Where a concept, an extract and a document are used. The first import makes these at its end.
CREATE INDEX coding_concept ON coding (concept, extract);
CREATE INDEX element_concept ON element (concept);
CREATE INDEX evidence_extract ON evidence (extract);
CREATE INDEX extract_document ON extract (document);

-- ---------------------------------------------------------------------------------------------- kept copy

-- The structure of the review and its extracts as questions read them, packed by store/packed_snapshot.cpp and
-- extract_list.cpp. Holds nothing that the tables above do not; written by imports and now and then by an edit, made anew in memory wherever it
-- does not fit. Never sent out.
CREATE TABLE kept_part (
  kind      TEXT NOT NULL,                          -- head or a column of the snapshot; extracts, with their concepts; change: the part is its number
  part      INTEGER NOT NULL,                       -- from 0, in order
  stamp     INTEGER NOT NULL,                       -- SQLite's file change counter after the transaction that wrote it
  layout    BLOB NOT NULL,                          -- of the build that packed it
  check_sum TEXT NOT NULL,                          -- of bytes
  bytes     BLOB NOT NULL,
  PRIMARY KEY (kind, part)
) STRICT;
