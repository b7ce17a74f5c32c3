// The files of a bundle up to the codings: who, what was read, what was named and where.
#include <algorithm>
#include <unordered_set>

#include "base/text.h"
#include "interchange/bundle_cells.h"
#include "interchange/bundle_reader.h"

namespace retroduce::interchange::bundle {

namespace {

using base::Severity;
using model::ThingKind;

constexpr std::uint32_t nowhere = 0xffffffffU;

model::RoleHeading role_heading(TableReader& table, const std::string& item) {
  const std::size_t at = item.find('=');
  const auto role = model::from_word<model::Role>(std::string_view(item).substr(0, at));
  if (!role || at == std::string::npos) {
    table.refuse("bundle.word",
                 "the heading \"" + item + "\" should be a role's letter, = and a heading");
    return {};
  }
  return {*role, item.substr(at + 1)};
}

/// Sends records whose parents may stand below them: each after its parent, else in file order.
/// Returns the place of a record on a loop of parents, or nothing.
template <typename Record, typename Send>
std::optional<std::size_t> parents_first(const std::vector<Record>& records,
                                         const std::vector<std::uint32_t>& parents,
                                         const Send& send_one) {
  enum class State : std::uint8_t { waiting, open, sent };
  std::vector<State> states(records.size(), State::waiting);
  std::vector<std::size_t> path;
  for (std::size_t i = 0; i < records.size(); ++i) {
    for (std::size_t at = i; states[at] != State::sent;) {
      if (states[at] == State::open) return at;
      states[at] = State::open;
      path.push_back(at);
      if (parents[at] == nowhere) break;
      at = parents[at];
    }
    for (; !path.empty(); path.pop_back()) {
      send_one(path.back());
      states[path.back()] = State::sent;
    }
  }
  return std::nullopt;
}

/// Two kinds of concept may share a label in the file, and none may in a review.
class Labels {
 public:
  /// False: the label stands twice within its kind.
  bool take(TableReader& table, std::string& label, const std::string& kind) {
    const std::string folded = base::fold(label);
    if (!within_kind_.insert(kind + '\t' + folded).second) return false;
    if (taken_.insert(folded).second) return true;
    if (kind.empty()) return false;
    std::string other = label + " (" + kind + ")";
    for (int number = 2; !taken_.insert(base::fold(other)).second; ++number) {
      other = label + " (" + kind + " " + std::to_string(number) + ")";
    }
    table.tell(
        Severity::repair, "bundle.label-shared",
        "\"" + label +
            "\" is the label of an earlier concept of another kind, too; this one is called \"" +
            other + "\"");
    label = other;
    return true;
  }

 private:
  std::unordered_set<std::string> taken_;
  std::unordered_set<std::string> within_kind_;
};

std::vector<model::Field> in_said_order(std::vector<model::Field> fields,
                                        const std::vector<std::string>& order) {
  std::vector<model::Field> out;
  for (const std::string& name : order) {
    const auto found = std::find_if(fields.begin(), fields.end(),
                                    [&](const auto& field) { return field.name == name; });
    out.push_back({name, found == fields.end() ? std::string() : found->value});
    if (found != fields.end()) fields.erase(found);
  }
  out.insert(out.end(), fields.begin(), fields.end());
  return out;
}

}  // namespace

void BundleReader::read_review() {
  TableReader table = open("review.tsv");
  const Column title = table.column("title");
  const Column questions = table.column("questions");
  const Column about = table.column("about");
  const Column scheme = table.column("scheme");
  const Column headings = table.column("headings");
  const Column levels = table.column("levels");
  const Column ratings = table.column("ratings");
  const Column reasons = table.column("reasons_demanded");
  bool is_first = true;
  while (table.next()) {
    if (!is_first)
      table.refuse("bundle.duplicate-id", "a bundle holds one review, and this is a second row");
    is_first = false;
    model::Review review;
    review.title = table.text(title);
    review.questions = table.list(questions);
    review.about = table.text(about);
    review.scheme = table.text(scheme);
    for (const std::string& item : table.list(headings))
      review.headings.push_back(role_heading(table, item));
    review.levels = table.list(levels);
    review.ratings = table.list(ratings);
    review.demands_reasons = table.flag(reasons);
    send(review);
  }
}

void BundleReader::read_changes() {
  TextMap<std::vector<model::HistoryRow>> history;
  TableReader rows = open("history.tsv");
  const Column of = rows.required("change");
  const Column thing = rows.required("thing");
  const Column thing_id = rows.column("thing_id");
  const Column before = rows.column("before");
  const Column after = rows.column("after");
  while (rows.next()) {
    model::HistoryRow row;
    row.thing = rows.required_word<ThingKind>(thing);
    row.thing_id = rows.text(thing_id);
    row.before = rows.text(before);
    row.after = rows.text(after);
    history[rows.text(of)].push_back(std::move(row));
  }
  TableReader table = open("changes.tsv");
  const Column id = table.required("change_id");
  const Column uid = table.required("uid");
  const Column at = table.column("at");
  const Column by = table.column("by");
  const Column kind = table.column("kind");
  const Column what = table.column("what");
  const Column why = table.column("why");
  const Column counts = table.column("counts");
  const Column hash = table.column("content_hash");
  const Column follows = table.column("follows");
  while (table.next()) {
    number_thing(table, id, Kind::review);
    model::Change change{table.text(uid),    table.text(at),   table.text(by),
                         table.text(kind),   table.text(what), table.text(why),
                         table.text(counts), table.text(hash), {},
                         table.text(follows)};
    const auto own = history.find(table.cell(id));
    if (own != history.end()) {
      change.rows = std::move(own->second);
      history.erase(own);
    }
    send(change);
  }
  if (!history.empty() && !found_.refused()) {
    rows.refuse("bundle.dangling", "some rows name a change that is not in changes.tsv");
  }
}

void BundleReader::read_coders() {
  TableReader table = open("coders.tsv");
  const Column label = table.required("label");
  const Column name = table.column("name");
  const Column note = table.column("note");
  const Origins origins = origin_columns(table);
  while (table.next()) {
    number_thing(table, label, Kind::coder);
    model::Coder coder{table.text(label), table.text(name), table.text(note),
                       origin(table, origins), table.line()};
    coders_.emplace(coder.label, static_cast<std::uint32_t>(coders_.size()));
    send(coder);
  }
}

void BundleReader::read_studies() {
  TableReader table = open("studies.tsv");
  const Column label = table.required("label");
  const Column note = table.column("note");
  const Origins origins = origin_columns(table);
  while (table.next()) {
    number_thing(table, label, Kind::study);
    model::Study study{table.text(label), table.text(note), origin(table, origins), table.line()};
    studies_.emplace(study.label, static_cast<std::uint32_t>(studies_.size()));
    send(study);
  }
}

void BundleReader::read_documents() {
  read_texts();
  TableReader table = open("documents.tsv");
  const Column id = table.required("document_id");
  const Column key = table.column("citekey");
  const Column year = table.column("year");
  const Column authors = table.column("authors");
  const Column in_study = table.column("study");
  const Column consultation = table.column("consultation");
  const Column text = table.column("text");
  const Column empty_text = table.column("empty_text");
  const Column order = table.column("descriptor_order");
  using Text = std::pair<Column, std::string model::Document::*>;
  using model::Document;
  const std::array<Text, 10> texts = {{{table.column("type"), &Document::type},
                                       {table.column("title"), &Document::title},
                                       {table.column("container"), &Document::container},
                                       {table.column("volume"), &Document::volume},
                                       {table.column("issue"), &Document::issue},
                                       {table.column("pages"), &Document::pages},
                                       {table.column("doi"), &Document::doi},
                                       {table.column("url"), &Document::url},
                                       {table.column("language"), &Document::language},
                                       {table.column("note"), &Document::note}}};
  std::vector<std::pair<std::string, Column>> descriptors =
      table.columns_with_prefix("descriptor.");
  descriptors.insert(descriptors.begin(), {"country", table.column("country")});
  const Origins origins = origin_columns(table);
  while (table.next()) {
    number_thing(table, id, Kind::document);
    Document document;
    document.key = table.text(key);
    if (document.key.empty()) document.key = table.text(id);
    for (const auto& [column, field] : texts) document.*field = table.cell(column);
    document.authors = table.list(authors);
    if (const auto said = table.number(year)) document.year = static_cast<int>(*said);
    document.is_consultation = table.flag(consultation);
    document.study = study(table.cell(in_study));
    if (const std::string_view said = table.cell(text); !said.empty())
      document.text = std::string(said);
    if (table.flag(empty_text)) document.text.emplace();
    for (const auto& [name, column] : descriptors) {
      if (const std::string_view value = table.cell(column); !value.empty()) {
        document.fields.push_back({name, std::string(value)});
      }
    }
    document.fields = in_said_order(std::move(document.fields), table.list(order));
    if (const auto own = texts_.find(table.cell(id)); own != texts_.end()) {
      document.text_origin = std::move(own->second.origin);
      document.former_texts = std::move(own->second.former);
      texts_.erase(own);
    }
    document.origin = origin(table, origins);
    document.line = table.line();
    send(document);
  }
  if (!texts_.empty() && !found_.refused())
    table.refuse("bundle.dangling", "texts.tsv names a document that is not in documents.tsv");
}

void BundleReader::read_themes() {
  TableReader table = open("themes.tsv");
  const Column label = table.required("label");
  const Column note = table.column("note");
  const Column parent = table.column("parent");
  const Origins origins = origin_columns(table);
  std::vector<model::Theme> themes;
  std::vector<std::string> parent_labels;
  TextMap<std::uint32_t> places;
  while (table.next()) {
    number_thing(table, label, Kind::theme);
    themes.push_back(
        {table.text(label), table.text(note), {}, origin(table, origins), table.line()});
    parent_labels.push_back(table.text(parent));
  }
  std::vector<std::uint32_t> parents(themes.size(), nowhere);
  for (std::size_t i = 0; i < themes.size(); ++i) {
    if (!parent_labels[i].empty()) parents[i] = place_of(table, parent_labels[i], Kind::theme);
  }
  if (found_.refused()) return;
  const auto loop = parents_first(themes, parents, [&](std::size_t i) {
    if (!parent_labels[i].empty()) themes[i].parent = theme(parent_labels[i]);
    themes_.emplace(themes[i].label, static_cast<std::uint32_t>(themes_.size()));
    send(themes[i]);
  });
  if (loop)
    table.refuse("bundle.loop", "the theme \"" + themes[*loop].label + "\" is above itself");
}

void BundleReader::read_concepts() {
  TableReader table = open("concepts.tsv");
  const Column id = table.required("concept_id");
  const Column label = table.required("label");
  const Column kind = table.column("kind");
  const Column definition = table.column("definition");
  const Column note = table.column("note");
  const Column parent = table.column("parent");
  const Column aliases = table.column("aliases");
  const Column wording = table.column("wording");
  const Column colour = table.column("colour");
  const Origins origins = origin_columns(table);
  std::vector<model::Concept> concepts;
  std::vector<std::string> ids;
  std::vector<std::string> parent_ids;
  Labels labels;
  bool has_kinds = false;
  while (table.next()) {
    number_thing(table, id, Kind::concept_);
    model::Concept concept_{
        table.text(label),   table.text(definition), table.text(note),       {},
        table.list(aliases), table.flag(wording),    origin(table, origins), table.line(),
        table.text(colour)};
    if (concept_.label.empty()) table.refuse("bundle.empty-cell", "the concept has no label");
    has_kinds = has_kinds || !table.cell(kind).empty();
    if (!labels.take(table, concept_.label, table.text(kind))) {
      table.refuse("bundle.duplicate-label", "the label \"" + concept_.label + "\" stands twice");
    }
    ids.push_back(table.text(id));
    parent_ids.push_back(table.text(parent));
    concepts.push_back(std::move(concept_));
  }
  std::vector<std::uint32_t> parents(concepts.size(), nowhere);
  for (std::size_t i = 0; i < concepts.size(); ++i) {
    if (!parent_ids[i].empty()) parents[i] = place_of(table, parent_ids[i], Kind::concept_);
  }
  if (found_.refused()) return;
  // Places so far are those of the file; from here on they are those of the batch.
  IdMap& places = ids_[static_cast<std::size_t>(Kind::concept_)];
  places = IdMap();
  std::uint32_t sent = 0;
  const auto loop = parents_first(concepts, parents, [&](std::size_t i) {
    if (!parent_ids[i].empty()) {
      concepts[i].parent = model::Ref<model::Concept>(places.find(parent_ids[i]).value_or(nowhere));
    }
    places.add(ids[i], sent++);
    send(concepts[i]);
  });
  if (loop)
    table.refuse("bundle.loop", "the concept \"" + concepts[*loop].label + "\" is above itself");
  if (has_kinds) {
    found_.add(Severity::note, "bundle.concept-kind",
               "the kind of a concept is not kept: what it is, each coding and configuration says",
               {folder_name_ + "/concepts.tsv", 1});
  }
}

void BundleReader::read_extracts() {
  TableReader table = open("extracts.tsv");
  const Column id = table.required("extract_id");
  const Column document = table.required("document_id");
  const Column quote = table.required("text");
  const Column page = table.column("page");
  const Column begin = table.column("char_start");
  const Column end = table.column("char_end");
  const Column paraphrase = table.column("paraphrase");
  const Column translation = table.column("translation");
  const Column note = table.column("note");
  const Column how = table.column("anchor");
  const Column before = table.column("anchor_before");
  const Column after = table.column("anchor_after");
  const Column doubt = table.column("anchor_doubt");
  const Column span_found = table.column("span_found");
  const Column page_found = table.column("page_found");
  const Origins origins = origin_columns(table);
  model::Extract extract;
  while (table.next()) {
    number_thing(table, id, Kind::extract);
    extract.document = refer<model::Document>(table, document, Kind::document, true);
    const auto from = table.number(begin);
    const auto to = table.number(end);
    if (from.has_value() != to.has_value() || (from && (*from < 0 || *from > *to))) {
      table.refuse("bundle.span", "char_start and char_end are no span of a text");
    }
    extract.span = from && to ? std::optional(base::TextSpan{*from, *to}) : std::nullopt;
    extract.page = table.cell(page);
    extract.quote = table.cell(quote);
    extract.is_paraphrase = table.flag(paraphrase);
    extract.translation = table.cell(translation);
    extract.note = table.cell(note);
    extract.anchor.reset();
    if (!table.cell(how).empty())
      extract.anchor = model::Anchor{table.word(how, model::AnchorHow::none),
                                     table.text(before),
                                     table.text(after),
                                     table.text(doubt),
                                     table.flag(span_found),
                                     table.flag(page_found)};
    extract.origin = origin(table, origins);
    extract.line = table.line();
    send(extract);
  }
}

void BundleReader::read_codings() {
  TableReader table = open("codings.tsv");
  const Column id = table.column("coding_id");
  const Column extract = table.required("extract_id");
  const Column concept_ = table.required("concept_id");
  const Column role = table.required("role");
  const Column coded_by = table.column("coder");
  const Column note = table.column("note");
  const Column in_change = table.column("change");
  const Column date = table.column("date");
  model::Coding coding;
  while (table.next()) {
    number_thing(table, id, Kind::coding);
    coding.extract = refer<model::Extract>(table, extract, Kind::extract, true);
    coding.concept_ = refer<model::Concept>(table, concept_, Kind::concept_, true);
    coding.role.reset();
    if (!table.cell(role).empty()) coding.role = table.word(role, model::Role::context);
    const std::string_view label = table.cell(coded_by);
    coding.coder = coder(label.empty() ? std::string_view(options_.coder) : label);
    coding.note = table.cell(note);
    coding.change = change(table, in_change);
    coding.date = table.cell(date);
    coding.line = table.line();
    send(coding);
  }
}

void BundleReader::read_resolutions() {
  TableReader table = open("resolutions.tsv");
  const Column extract = table.required("extract_id");
  const Column concept_ = table.required("concept_id");
  const Column role = table.required("role");
  const Column holds = table.required("holds");
  const Column decided_by = table.column("coder");
  const Column reason = table.column("reason");
  const Column in_change = table.column("change");
  while (table.next()) {
    model::CodingResolution resolution;
    resolution.extract = refer<model::Extract>(table, extract, Kind::extract, true);
    resolution.concept_ = refer<model::Concept>(table, concept_, Kind::concept_, true);
    resolution.role = table.required_word<model::Role>(role);
    resolution.holds = table.flag(holds);
    resolution.coder = coder(table.cell(decided_by));
    resolution.reason = table.cell(reason);
    resolution.change = change(table, in_change);
    resolution.line = table.line();
    send(resolution);
  }
}

void BundleReader::read_records() {
  TableReader table = open("records.tsv");
  const Column document = table.required("document_id");
  const Column digest = table.required("digest");
  const Column format = table.column("format");
  const Column database = table.column("database");
  const Column search = table.column("search");
  const Column searched = table.column("searched");
  const Column accession = table.column("accession");
  const Column rule = table.column("rule");
  const Column score = table.column("score");
  const Column came = table.column("came");
  const Column tags = table.column("tags");
  const Column in_change = table.column("change");
  while (table.next()) {
    model::SourceRecord record;
    record.document = refer<model::Document>(table, document, Kind::document, true);
    record.digest = table.cell(digest);
    record.format = table.cell(format);
    record.database = table.cell(database);
    record.search = table.cell(search);
    record.searched = table.cell(searched);
    record.accession = table.cell(accession);
    record.rule = table.cell(rule);
    if (const auto number = table.number(score)) record.score = static_cast<int>(*number);
    record.came = table.cell(came);
    record.raw = named_values(table.list(tags));
    record.change = change(table, in_change);
    record.line = table.line();
    send(record);
  }
}

void BundleReader::read_samenesses() {
  TableReader table = open("samenesses.tsv");
  const Column document = table.required("document_id");
  const Column other = table.required("other_id");
  const Column same = table.required("same");
  const Column reason = table.column("reason");
  const Column in_change = table.column("change");
  while (table.next()) {
    model::Sameness sameness;
    sameness.document = refer<model::Document>(table, document, Kind::document, true);
    sameness.other = refer<model::Document>(table, other, Kind::document, true);
    sameness.is_same = table.flag(same);
    sameness.reason = table.cell(reason);
    sameness.change = change(table, in_change);
    sameness.line = table.line();
    send(sameness);
  }
}

}  // namespace retroduce::interchange::bundle
