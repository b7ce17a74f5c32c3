// The files of a bundle about theory and judgement, and what is kept beside: theories, statements,
// appraisals, readings, attachments, memos, foreign parts.
#include <algorithm>
#include <cctype>

#include "base/hash.h"
#include "base/text.h"
#include "interchange/bundle_cells.h"
#include "interchange/bundle_reader.h"

namespace retroduce::interchange::bundle {

namespace {

constexpr std::uint32_t nowhere = 0xffffffffU;

std::uint32_t labelled_place(const TextMap<std::uint32_t>& places, std::string_view label) {
  const auto found = places.find(label);
  return found == places.end() ? nowhere : found->second;
}

}  // namespace

void BundleReader::read_theories() {
  TableReader table = open("theories.tsv");
  const Column id = table.required("theory_id");
  const Column label = table.required("label");
  const Column kind = table.column("kind");
  const Column citation = table.column("citation");
  const Column document = table.column("document_id");
  const Column note = table.column("note");
  const Origins origins = origin_columns(table);
  while (table.next()) {
    number_thing(table, id, Kind::theory);
    send(model::Theory{table.text(label), table.word(kind, model::TheoryKind::programme),
                       table.text(citation),
                       refer<model::Document>(table, document, Kind::document), table.text(note),
                       origin(table, origins), table.line()});
  }
}

void BundleReader::read_constructs() {
  TableReader table = open("constructs.tsv");
  const Column id = table.required("construct_id");
  const Column theory = table.required("theory_id");
  const Column label = table.required("label");
  const Column definition = table.column("definition");
  const Column explains = table.column("configurations");
  const Origins origins = origin_columns(table);
  while (table.next()) {
    number_thing(table, id, Kind::construct);
    send(model::Construct{refer<model::Theory>(table, theory, Kind::theory, true),
                          table.text(label), table.text(definition),
                          refer_all<model::Configuration>(table, explains, Kind::configuration),
                          origin(table, origins), table.line()});
  }
}

void BundleReader::read_versions() {
  TableReader table = open("theory_versions.tsv");
  const Column id = table.required("version_id");
  const Column theory = table.required("theory_id");
  const Column label = table.required("label");
  const Column date = table.column("date");
  const Column note = table.column("note");
  const Origins origins = origin_columns(table);
  while (table.next()) {
    number_thing(table, id, Kind::theory_version);
    send(model::TheoryVersion{refer<model::Theory>(table, theory, Kind::theory, true),
                              table.text(label), table.text(date), table.text(note),
                              origin(table, origins), table.line()});
  }
}

void BundleReader::read_statements() {
  TableReader table = open("statements.tsv");
  const Column id = table.required("statement_id");
  const Column version = table.required("version_id");
  const Column label = table.required("label");
  const Column text = table.required("text");
  const Column lineage = table.column("lineage");
  const Column reason = table.column("reason");
  const Column moved_by = table.column("moved_by");
  const Column tied_to = table.column("configurations");
  const Origins origins = origin_columns(table);
  while (table.next()) {
    model::Statement statement;
    for (const std::string& item : table.list(lineage)) {
      // "3 reworded", or "new" alone.
      const auto [earlier, last] = cut_last_word(item);
      const auto word = model::from_word<model::Lineage>(last.empty() ? earlier : last);
      if (!word)
        table.refuse("bundle.word",
                     "the lineage \"" + item + "\" should be a statement and a word");
      model::StatementLineage out;
      if (!last.empty())
        out.earlier = model::Ref<model::Statement>(place_of(table, earlier, Kind::statement));
      out.lineage = word.value_or(model::Lineage::created);
      statement.lineage.push_back(out);
    }
    number_thing(table, id, Kind::statement);
    statement.version = refer<model::TheoryVersion>(table, version, Kind::theory_version, true);
    statement.label = table.cell(label);
    statement.text = table.cell(text);
    statement.reason = table.cell(reason);
    statement.moved_by = refer_all<model::Extract>(table, moved_by, Kind::extract);
    statement.configurations = refer_all<model::Configuration>(table, tied_to, Kind::configuration);
    statement.origin = origin(table, origins);
    statement.line = table.line();
    send(statement);
  }
}

void BundleReader::read_appraisals() {
  TableReader table = open("appraisals.tsv");
  const Column id = table.column("appraisal_id");
  const Column document = table.column("document_id");
  const Column extract = table.column("extract_id");
  const Column criterion = table.required("criterion");
  const Column rating = table.required("rating");
  const Column reason = table.column("reason");
  const Column judged_by = table.column("coder");
  const Column resolution = table.column("resolution");
  const Origins origins = origin_columns(table);
  while (table.next()) {
    number_thing(table, id, Kind::appraisal);
    model::Appraisal appraisal;
    appraisal.document = refer<model::Document>(table, document, Kind::document);
    appraisal.extract = refer<model::Extract>(table, extract, Kind::extract);
    if (appraisal.document.is_set() == appraisal.extract.is_set()) {
      table.refuse("bundle.empty-cell", "an appraisal names either a document or an extract");
    }
    appraisal.criterion = table.required_word<model::Criterion>(criterion);
    appraisal.rating = table.cell(rating);
    appraisal.reason = table.cell(reason);
    appraisal.coder = coder(table.cell(judged_by));
    appraisal.is_resolution = table.flag(resolution);
    appraisal.origin = origin(table, origins);
    appraisal.line = table.line();
    send(appraisal);
  }
}

void BundleReader::read_readings() {
  TableReader table = open("readings.tsv");
  const Column id = table.column("reading_id");
  const Column document = table.required("document_id");
  const Column version = table.column("version_id");
  const Column read_by = table.column("coder");
  const Column date = table.column("date");
  const Column note = table.column("note");
  const Origins origins = origin_columns(table);
  while (table.next()) {
    number_thing(table, id, Kind::reading);
    send(model::Reading{refer<model::Document>(table, document, Kind::document, true),
                        refer<model::TheoryVersion>(table, version, Kind::theory_version),
                        coder(table.cell(read_by)), table.text(date), table.text(note),
                        origin(table, origins), table.line()});
  }
}

void BundleReader::read_saved_questions() {
  TableReader table = open("saved_questions.tsv");
  const Column id = table.column("saved_question_id");
  const Column name = table.required("name");
  const Column text = table.required("question");
  const Origins origins = origin_columns(table);
  while (table.next()) {
    number_thing(table, id, Kind::saved_question);
    send(model::SavedQuestion{table.text(name), table.text(text), origin(table, origins),
                              table.line()});
  }
}

namespace {

/// A name in the bundle's own folder of files, never a path that leads out of it.
bool is_attached_file(std::string_view name) {
  if (!name.starts_with(attachment_folder)) return false;
  name.remove_prefix(attachment_folder.size());
  return name.size() > 1 && name.front() == '/' && name[1] != '.' &&
         std::all_of(name.begin() + 1, name.end(), [](unsigned char c) {
           return std::isalnum(c) != 0 || c == '.' || c == '-' || c == '_';
         });
}

}  // namespace

void BundleReader::read_attachments() {
  TableReader table = open("attachments.tsv");
  const Column id = table.column("attachment_id");
  const Column document = table.column("document_id");
  const Column name = table.required("name");
  const Column media_type = table.column("media_type");
  const Column file = table.required("file");
  const Column content_hash = table.column("content_hash");
  const Origins origins = origin_columns(table);
  while (table.next()) {
    number_thing(table, id, Kind::attachment);
    model::Attachment attachment{refer<model::Document>(table, document, Kind::document),
                                 table.text(name),
                                 table.text(media_type),
                                 {},
                                 origin(table, origins),
                                 table.line()};
    const std::string path = table.text(file);
    if (!is_attached_file(path) || !has(path)) {
      table.refuse("bundle.missing-file", "names the file \"" + path +
                                              "\", which is not in the folder's " +
                                              std::string(attachment_folder));
      continue;
    }
    attachment.bytes = source_.files->read(source_.path / path);
    base::Hasher hasher;
    hasher.add(attachment.bytes);
    const std::string hash = table.text(content_hash);
    if (!hash.empty() && hash != hasher.finish())
      table.refuse("bundle.file-differs",
                   "the file " + path + " is not the one that this bundle was written with");
    send(attachment);
  }
}

void BundleReader::read_entries() {
  TableReader table = open("entries.tsv");
  const Column id = table.column("entry_id");
  const Column list = table.required("list");
  const Column configuration = table.column("configuration_id");
  const Column place = table.column("place");
  const Column fields = table.required("fields");
  const Origins origins = origin_columns(table);
  while (table.next()) {
    number_thing(table, id, Kind::entry);
    model::Entry entry;
    entry.list = table.required_word<model::EntryList>(list);
    entry.configuration = refer<model::Configuration>(table, configuration, Kind::configuration);
    entry.place = static_cast<int>(table.number(place).value_or(0));
    entry.fields = named_values(table.list(fields));
    entry.origin = origin(table, origins);
    entry.line = table.line();
    send(entry);
  }
}

void BundleReader::read_foreign_parts() {
  TableReader table = open("foreign_parts.tsv");
  const Column system = table.required("system");
  const Column kind = table.column("kind");
  const Column foreign_id = table.column("foreign_id");
  const Column about = table.required("about");
  const Column about_id = table.column("about_id");
  const Column content = table.column("content");
  const Origins origins = origin_columns(table);
  while (table.next()) {
    model::ForeignPart part;
    part.system = table.cell(system);
    part.kind = table.cell(kind);
    part.id = table.cell(foreign_id);
    part.about = table.required_word<Kind>(about);
    part.about_ref = subject(table, about_id, part.about);
    part.content = table.cell(content);
    part.origin = origin(table, origins);
    part.line = table.line();
    send(part);
  }
}

/// The number among its kind of what a memo or a foreign part is about. Coders, studies and themes
/// are named by label, an element by its configuration and place ("12 M2"), all else by id.
std::uint32_t BundleReader::subject(TableReader& table, Column column, Kind kind) {
  if (kind == Kind::review) return 0;
  const std::string id = table.text(column);
  std::uint32_t subject = nowhere;
  if (kind == Kind::coder) subject = labelled_place(coders_, id);
  if (kind == Kind::study) subject = labelled_place(studies_, id);
  if (kind == Kind::theme) subject = labelled_place(themes_, id);
  if (kind == Kind::element) {
    const auto [configuration, name] = cut_last_word(id);
    const std::uint32_t owner = place_of(table, configuration, Kind::configuration);
    const auto element = elements_.find(owner, name);
    if (element) subject = elements_.first[owner] + *element;
  }
  if (subject != nowhere) return subject;
  if (kind == Kind::coder || kind == Kind::study || kind == Kind::theme || kind == Kind::element) {
    table.refuse("bundle.dangling", "is about the " + std::string(to_word(kind)) + " \"" + id +
                                        "\", which is not in the bundle");
    return nowhere;
  }
  return place(table, column, kind, true);
}

void BundleReader::read_memos() {
  TableReader table = open("memos.tsv");
  const Column id = table.column("memo_id");
  const Column about = table.required("about");
  const Column about_id = table.column("about_id");
  const Column text = table.required("text");
  const Column date = table.column("date");
  const Column written_by = table.column("coder");
  const Origins origins = origin_columns(table);
  while (table.next()) {
    model::Memo memo;
    memo.about = table.required_word<Kind>(about);
    memo.about_ref = subject(table, about_id, memo.about);
    number_thing(table, id, Kind::memo);
    memo.text = table.cell(text);
    memo.date = table.cell(date);
    memo.coder = coder(table.cell(written_by));
    memo.origin = origin(table, origins);
    memo.line = table.line();
    send(memo);
  }
}

}  // namespace retroduce::interchange::bundle
