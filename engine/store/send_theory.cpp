// The later half of sending: theories, judgements, readings, saved questions, attachments, memos,
// foreign parts.
#include <charconv>

#include "store/sender.h"
#include "store/stored.h"

namespace retroduce::store {

using namespace model;

namespace {

template <typename E>
E word(const Query& row, int column) {
  return stored_word<E>(row.view(column));
}

std::int64_t leading_number(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool has_natural_key(ThingKind kind) {
  return kind == ThingKind::coding || kind == ThingKind::evidence;
}

}  // namespace

void Sender::theories() {
  each(ThingKind::theory, ids_of("theory"), [&](std::int64_t id) {
    Query query(
        connection_.prepared("SELECT label, kind, citation, document, note, change, ordinal FROM "
                             "theory WHERE id = ? ORDER BY id"));
    query.bind(1, Cell{id}).next();
    Theory theory;
    theory.label = query.text(0);
    theory.kind = word<TheoryKind>(query, 1);
    theory.citation = query.text(2);
    theory.document = ref<Document>(ThingKind::document, query.number(3));
    theory.note = query.text(4);
    theory.origin = origin(query, 5);
    sink_.add(theory);
  });
}

void Sender::constructs() {
  each(ThingKind::construct, ids_of("construct"), [&](std::int64_t id) {
    Construct construct;
    {
      Query query(
          connection_.prepared("SELECT theory, label, definition, change, ordinal FROM construct "
                               "WHERE id = ? ORDER BY id"));
      query.bind(1, Cell{id}).next();
      construct.theory = ref<Theory>(ThingKind::theory, query.number(0));
      construct.label = query.text(1);
      construct.definition = query.text(2);
      construct.origin = origin(query, 3);
    }
    for (const std::int64_t row : numbers(
             "SELECT configuration FROM construct_configuration WHERE construct = ? ORDER BY place",
             id)) {
      construct.configurations.push_back(ref<Configuration>(ThingKind::configuration, row));
    }
    sink_.add(construct);
  });
}

void Sender::versions() {
  each(ThingKind::theory_version, ids_of("theory_version"), [&](std::int64_t id) {
    Query query(
        connection_.prepared("SELECT theory, label, date, note, change, ordinal FROM "
                             "theory_version WHERE id = ? ORDER BY id"));
    query.bind(1, Cell{id}).next();
    sink_.add(TheoryVersion{ref<Theory>(ThingKind::theory, query.number(0)), query.text(1),
                            query.text(2), query.text(3), origin(query, 4)});
  });
}

void Sender::statements() {
  const auto earlier = [&](std::int64_t id) {
    return numbers("SELECT earlier FROM statement_lineage WHERE statement = ? ORDER BY place", id);
  };
  each(ThingKind::statement, ids_of("statement", earlier), [&](std::int64_t id) { statement(id); });
}

void Sender::statement(std::int64_t id) {
  Statement record;
  {
    Query query(connection_.prepared(
        "SELECT theory_version, label, text, reason, change, ordinal FROM statement WHERE id = ? "
        "ORDER BY id"));
    query.bind(1, Cell{id}).next();
    record.version = ref<TheoryVersion>(ThingKind::theory_version, query.number(0));
    record.label = query.text(1);
    record.text = query.text(2);
    record.reason = query.text(3);
    record.origin = origin(query, 4);
  }
  {
    Query query(connection_.prepared(
        "SELECT earlier, lineage FROM statement_lineage WHERE statement = ? ORDER BY place"));
    query.bind(1, Cell{id});
    while (query.next()) {
      record.lineage.push_back(
          {ref<Statement>(ThingKind::statement, query.number(0)), word<Lineage>(query, 1)});
    }
  }
  for (const std::int64_t row :
       numbers("SELECT extract FROM statement_extract WHERE statement = ? ORDER BY place", id)) {
    record.moved_by.push_back(ref<Extract>(ThingKind::extract, row));
  }
  for (const std::int64_t row : numbers(
           "SELECT configuration FROM statement_configuration WHERE statement = ? ORDER BY place",
           id)) {
    record.configurations.push_back(ref<Configuration>(ThingKind::configuration, row));
  }
  sink_.add(record);
}

void Sender::appraisals() {
  each(ThingKind::appraisal, ids_of("appraisal"), [&](std::int64_t id) {
    Query query(connection_.prepared(
        "SELECT document, extract, criterion, rating, reason, coder, resolution, change, ordinal "
        "FROM appraisal WHERE id = ? ORDER BY id"));
    query.bind(1, Cell{id}).next();
    Appraisal appraisal;
    appraisal.document = ref<Document>(ThingKind::document, query.number(0));
    appraisal.extract = ref<Extract>(ThingKind::extract, query.number(1));
    appraisal.criterion = word<Criterion>(query, 2);
    appraisal.rating = query.text(3);
    appraisal.reason = query.text(4);
    appraisal.coder = coder(query, 5);
    appraisal.is_resolution = query.flag(6);
    appraisal.origin = origin(query, 7);
    sink_.add(appraisal);
  });
}

void Sender::readings() {
  each(ThingKind::reading, ids_of("reading"), [&](std::int64_t id) {
    Query query(
        connection_.prepared("SELECT document, theory_version, coder, date, note, change, ordinal "
                             "FROM reading WHERE id = ? "
                             "ORDER BY id"));
    query.bind(1, Cell{id}).next();
    sink_.add(Reading{ref<Document>(ThingKind::document, query.number(0)),
                      ref<TheoryVersion>(ThingKind::theory_version, query.number(1)),
                      coder(query, 2), query.text(3), query.text(4), origin(query, 5)});
  });
}

void Sender::saved_questions() {
  each(ThingKind::saved_question, ids_of("saved_question"), [&](std::int64_t id) {
    Query query(connection_.prepared(
        "SELECT name, text, change, ordinal FROM saved_question WHERE id = ? ORDER BY id"));
    query.bind(1, Cell{id}).next();
    sink_.add(SavedQuestion{query.text(0), query.text(1), origin(query, 2)});
  });
}

void Sender::attachments() {
  each(ThingKind::attachment, ids_of("attachment"), [&](std::int64_t id) {
    Query query(connection_.prepared(
        "SELECT a.document, a.name, a.media_type, b.bytes, a.change, a.ordinal FROM attachment a "
        "JOIN attachment_bytes b ON b.attachment = a.id WHERE a.id = ? ORDER BY a.id"));
    query.bind(1, Cell{id});
    if (!query.next()) raise_damaged("attachment");
    sink_.add(Attachment{ref<Document>(ThingKind::document, query.number(0)), query.text(1),
                         query.text(2), std::string(query.bytes(3)), origin(query, 4)});
  });
}

void Sender::entries() {
  each(ThingKind::entry, ids_of("entry"), [&](std::int64_t id) {
    Entry entry;
    {
      Query query(connection_.prepared(
          "SELECT list, configuration, place, change, ordinal FROM entry WHERE id = ? "
          "ORDER BY id"));
      query.bind(1, Cell{id}).next();
      entry.list = word<EntryList>(query, 0);
      entry.configuration = ref<Configuration>(ThingKind::configuration, query.number(1));
      entry.place = static_cast<int>(query.number(2));
      entry.origin = origin(query, 3);
    }
    Query query(
        connection_.prepared("SELECT name, value FROM entry_field WHERE entry = ? ORDER BY place"));
    query.bind(1, Cell{id});
    while (query.next()) entry.fields.push_back({query.text(0), query.text(1)});
    sink_.add(entry);
  });
}

void Sender::memos() {
  const auto about_memo = [&](std::int64_t id) {
    Ids about;
    Query query(connection_.prepared("SELECT about, about_key FROM memo WHERE id = ? ORDER BY id"));
    query.bind(1, Cell{id});
    if (query.next() && query.view(0) == to_word(ThingKind::memo))
      about.push_back(leading_number(query.view(1)));
    return about;
  };
  each(ThingKind::memo, ids_of("memo", about_memo), [&](std::int64_t id) { memo(id); });
}

void Sender::memo(std::int64_t id) {
  Query query(
      connection_.prepared("SELECT about, about_key, text, date, coder, change, ordinal FROM memo "
                           "WHERE id = ? ORDER BY id"));
  query.bind(1, Cell{id}).next();
  Memo record;
  record.about = word<ThingKind>(query, 0);
  record.about_ref = about_ref(record.about, query.text(1));
  record.text = query.text(2);
  record.date = query.text(3);
  record.coder = coder(query, 4);
  record.origin = origin(query, 5);
  sink_.add(record);
}

void Sender::foreign_parts() {
  each(ThingKind::foreign_part, ids_of("foreign_part"), [&](std::int64_t id) {
    Query query(connection_.prepared(
        "SELECT system, kind, foreign_id, about, about_key, content, change, ordinal "
        "FROM foreign_part WHERE id = ? ORDER BY id"));
    query.bind(1, Cell{id}).next();
    ForeignPart part;
    part.system = query.text(0);
    part.kind = query.text(1);
    part.id = query.text(2);
    part.about = word<ThingKind>(query, 3);
    part.about_ref = about_ref(part.about, query.text(4));
    part.content = query.text(5);
    part.origin = origin(query, 6);
    sink_.add(part);
  });
}

std::uint32_t Sender::about_ref(ThingKind about, const std::string& key) const {
  if (about == ThingKind::review) return 0;
  if (has_natural_key(about)) {
    const auto found = wanted_.find(std::string(to_word(about)) + " " + key);
    return found == wanted_.end() ? 0 : found->second;
  }
  const std::int64_t row = leading_number(key);
  if (about != ThingKind::element) return refs_[static_cast<std::size_t>(about)].at(row);
  const std::uint32_t configuration =
      refs_[static_cast<std::size_t>(ThingKind::configuration)].at(row);
  const std::int64_t place = leading_number(std::string_view(key).substr(key.find(' ') + 1));
  return first_element_.at(configuration) + static_cast<std::uint32_t>(place - 1);
}

void Sender::find_wanted_keys() {
  Query query(connection_.prepared(
      "SELECT about, about_key FROM memo WHERE about IN ('coding', 'evidence') UNION ALL "
      "SELECT about, about_key FROM foreign_part WHERE about IN ('coding', 'evidence') "
      "ORDER BY about, about_key"));
  while (query.next()) wanted_.emplace(query.text(0) + " " + query.text(1), 0);
}

void Sender::number_key(const std::string& key, std::uint32_t place) {
  const auto found = wanted_.find(key);
  if (found != wanted_.end()) found->second = place;
}

}  // namespace retroduce::store
