#include "world.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <vector>

#include "base/hash.h"

namespace retroduce::tests {

namespace fs = std::filesystem;
using namespace model;

store::Receipt StoreWorld::import_into(const fs::path& file, const Fill& fill,
                                       const std::string& by, bool dry_run) const {
  auto review = fs::exists(file) ? store::Store::open(file, store::Mode::write, clock)
                                 : store::Store::create(file, clock);
  base::NoProgress silent;
  store::ImportOptions options;
  options.by = {by, "for a test"};
  options.source_name = "source.xml";
  options.format = "native";
  options.content_hash = [] { return std::string("abc"); };
  options.dry_run = dry_run;
  const auto session = review->begin_import(options, silent);
  fill(*session);
  return session->finish({});
}

std::string StoreWorld::bytes(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string StoreWorld::fingerprint(const fs::path& file) {
  const std::string all = bytes(file);
  return std::to_string(all.size()) + " bytes " + base::sha256(all);
}

void StoreWorld::write(const fs::path& file, const std::string& bytes) {
  std::ofstream out(file, std::ios::binary);
  out << bytes;
}

std::string StoreWorld::sent(const fs::path& file) const {
  base::NoProgress silent;
  Transcript transcript;
  store::Store::open(file, store::Mode::read, clock)->send(transcript, silent);
  return transcript.text();
}

std::string StoreWorld::files() const {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder.path())) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  std::string all;
  for (const std::string& name : names) all += name + "\n";
  return all;
}

void fill_little(BatchSink& sink) {
  Document document;
  document.key = "smith2019";
  document.line = 2;
  sink.add(document);
  Concept named;
  named.label = "trust in the link worker";
  sink.add(named);
  Extract extract;
  extract.document = Ref<Document>(0U);
  extract.quote = "They trusted her.";
  sink.add(extract);
}

namespace {

constexpr const char* document_text = "Ærlig talt: they trusted her. She had time.";

/// Gives each thing its own permanent id where the batch has a history.
class Numbers {
 public:
  explicit Numbers(bool with_history) : with_history_(with_history) {}
  Origin next(std::uint32_t change = 0) {
    if (!with_history_) return {};
    return {Ref<Change>(change), ++ordinal_};
  }
  Ref<Change> change() const { return with_history_ ? Ref<Change>(0U) : Ref<Change>(); }

 private:
  bool with_history_;
  std::uint32_t ordinal_ = 10;
};

void fill_history(BatchSink& sink) {
  Change first;
  first.uid = "00000000000000a1";
  first.at = "2025-01-01T00:00:00Z";
  first.by = "CD";
  first.kind = "import";
  first.what = "imported something";
  first.why = "because";
  first.counts = R"({"documents":2})";
  first.content_hash = "123";
  sink.add(first);
  Change second = first;
  second.uid = "00000000000000b2";
  second.at = "2025-02-01T00:00:00Z";
  second.kind = "edit";
  second.rows.push_back({ThingKind::review, "review", "", R"({"title":"A review"})"});
  sink.add(second);
}

void fill_review(BatchSink& sink) {
  Review review;
  review.title = "A review";
  review.questions = {"What works?", "For whom?"};
  review.about = "A test";
  review.scheme = "CMO";
  review.headings = {{Role::context, "Context"}, {Role::outcome, "Outcome"}};
  review.levels = {"micro", "macro"};
  review.ratings = {"low", "high"};
  sink.add(review);
}

void fill_sources(BatchSink& sink, Numbers& ids) {
  sink.add(Coder{"AB", "Ann B", "first", ids.next()});
  sink.add(Coder{"CD", "", "", ids.next()});
  sink.add(Study{"The study", "s", ids.next()});
  Document document;
  document.key = "smith2019";
  document.type = "article";
  document.authors = {"Smith A", "A Body; with a semicolon"};
  document.year = 2019;
  document.title = "Title";
  document.language = "no";
  document.study = Ref<Study>(0U);
  document.fields = {{"country", "England"}, {"design", "RCT"}};
  document.text = document_text;
  TextOrigin taken;
  taken.source = "smith.pdf";
  taken.format = "pdf";
  taken.rule = 1;
  taken.program = "pdftotext 22.12.0";
  taken.content_hash = "abc";
  taken.pages = {{"e3", {0, 29}}, {"e4", {29, 43}}};
  taken.sections = {{"Ærlig", 1, {0, 43}}, {"talt", 2, {6, 11}}};
  taken.boxes = std::string("\x01\x02\xFF\x00", 4);
  document.text_origin = taken;
  taken.source = "scan.pdf";
  document.former_texts = {{"Aerlig talt", taken}, {"", {}}};
  document.origin = ids.next();
  sink.add(document);
  Document meeting;
  meeting.key = "meeting1";
  meeting.is_consultation = true;
  meeting.origin = ids.next();
  sink.add(meeting);
}

void fill_codes(BatchSink& sink, Numbers& ids) {
  sink.add(SourceRecord{Ref<Document>(0U),
                        "ris",
                        "PubMed",
                        "round 1",
                        "2024-01-02",
                        "123",
                        "abcd",
                        "new",
                        100,
                        "",
                        {{"TI", "Some"}, {"TI", ""}},
                        ids.change()});
  sink.add(Sameness{Ref<Document>(0U), Ref<Document>(1U), false, "two", ids.change()});
  sink.add(Theme{"buy-in", "t", {}, ids.next()});
  sink.add(Theme{"early buy-in", "", Ref<Theme>(0U), ids.next()});
  sink.add(Concept{
      "trust", "what it is", "n", {}, {"confidence", "Faith"}, false, ids.next(), 0, "#c05a1e"});
  sink.add(Concept{"fewer visits", "", "", {}, {}, true, ids.next()});
  sink.add(Concept{"trust in her", "", "", Ref<Concept>(0U), {}, false, ids.next(1)});
  Extract extract;
  extract.document = Ref<Document>(0U);
  extract.span = base::TextSpan{12, 29};
  extract.page = "e3";
  extract.quote = "they trusted her.";
  extract.translation = "tr";
  extract.note = "x";
  extract.origin = ids.next();
  extract.anchor = Anchor{AnchorHow::folded, "Ærlig talt: ", " She had time.", "look", true, true};
  sink.add(extract);
  Extract other;
  other.document = Ref<Document>(1U);
  other.quote = "Said\tat the meeting\nby two";
  other.is_paraphrase = true;
  other.origin = ids.next();
  sink.add(other);
  sink.add(
      Coding{Ref<Extract>(0U), Ref<Concept>(0U), Role::context, Ref<Coder>(1U), "", ids.change()});
  sink.add(Coding{Ref<Extract>(0U), Ref<Concept>(2U), Role::mechanism, Ref<Coder>(0U), "c",
                  ids.change()});
  sink.add(Coding{Ref<Extract>(1U),
                  Ref<Concept>(1U),
                  {},
                  Ref<Coder>(0U),
                  "",
                  ids.change(),
                  "2024-01-05T10:00:00Z"});
  sink.add(CodingResolution{Ref<Extract>(0U), Ref<Concept>(2U), Role::mechanism, false,
                            Ref<Coder>(1U), "why", ids.change()});
}

void fill_claims(BatchSink& sink, Numbers& ids) {
  Configuration first;
  first.label = "CMOC 7";
  first.title = "Trust";
  first.theme = Ref<Theme>(1U);
  first.level = "macro";
  first.status = Status::refined;
  first.statement = "If so, then so";
  first.note = "k";
  first.elements = {{Role::context, MechanismPart::unsplit, Ref<Concept>(0U), "", true,
                     Direction::unstated, false, false},
                    {Role::mechanism, MechanismPart::reasoning, Ref<Concept>(2U), "she listens",
                     false, Direction::rise, false, false},
                    {Role::outcome, MechanismPart::unsplit, Ref<Concept>(1U), "", false,
                     Direction::fall, true, true}};
  first.origin = ids.next();
  sink.add(first);
  Configuration second;
  second.label = "CMOC 12";
  second.origin = ids.next();
  sink.add(second);
  sink.add(Evidence{Ref<Configuration>(0U),
                    {},
                    Ref<Extract>(1U),
                    Stance::contradicts,
                    Inference::stated,
                    "",
                    {},
                    ids.change()});
  sink.add(Evidence{Ref<Configuration>(0U), 1U, Ref<Extract>(0U), Stance::refines,
                    Inference::inferred, "e", Ref<Coder>(0U), ids.change()});
  Link link;
  link.from = Ref<Configuration>(0U);
  link.to = Ref<Configuration>(1U);
  link.kind = LinkKind::counter_condition_of;
  link.note = "l";
  link.coder = Ref<Coder>(1U);
  link.evidence = {{Ref<Extract>(1U), Stance::contradicts}};
  link.origin = ids.next();
  sink.add(link);
}

void fill_theory(BatchSink& sink, Numbers& ids) {
  sink.add(Theory{"Ours", TheoryKind::programme, "", {}, "", ids.next()});
  sink.add(Theory{"Social capital", TheoryKind::substantive, "Putnam", Ref<Document>(0U), "",
                  ids.next()});
  sink.add(Construct{Ref<Theory>(1U), "bonding", "d", {Ref<Configuration>(1U)}, ids.next()});
  sink.add(TheoryVersion{Ref<Theory>(0U), "initial", "2024-01-01", "", ids.next()});
  sink.add(TheoryVersion{Ref<Theory>(0U), "refined", "", "", ids.next()});
  Statement first;
  first.version = Ref<TheoryVersion>(0U);
  first.label = "1";
  first.text = "Trust helps";
  first.lineage = {{{}, Lineage::created}};
  first.origin = ids.next();
  sink.add(first);
  Statement second = first;
  second.version = Ref<TheoryVersion>(1U);
  second.text = "Trust helps where there is time";
  second.lineage = {{Ref<Statement>(0U), Lineage::reworded}};
  second.reason = "found so";
  second.moved_by = {Ref<Extract>(0U)};
  second.configurations = {Ref<Configuration>(0U), Ref<Configuration>(1U)};
  second.origin = ids.next();
  sink.add(second);
  sink.add(Appraisal{
      Ref<Document>(0U), {}, Criterion::rigour, "high", "r", Ref<Coder>(0U), false, ids.next()});
  sink.add(Appraisal{
      Ref<Document>(0U), {}, Criterion::rigour, "low", "", Ref<Coder>(1U), false, ids.next()});
  sink.add(Appraisal{{}, Ref<Extract>(1U), Criterion::relevance, "low", "", {}, true, ids.next()});
  sink.add(Reading{Ref<Document>(0U), Ref<TheoryVersion>(1U), Ref<Coder>(0U), "2024-02-02", "",
                   ids.next()});
}

void fill_memos(BatchSink& sink, Numbers& ids) {
  const std::pair<ThingKind, std::uint32_t> subjects[] = {
      {ThingKind::review, 0},    {ThingKind::coder, 1},     {ThingKind::study, 0},
      {ThingKind::document, 1},  {ThingKind::theme, 1},     {ThingKind::concept_, 2},
      {ThingKind::extract, 1},   {ThingKind::coding, 1},    {ThingKind::configuration, 1},
      {ThingKind::element, 2},   {ThingKind::evidence, 1},  {ThingKind::link, 0},
      {ThingKind::appraisal, 2}, {ThingKind::theory, 1},    {ThingKind::theory_version, 1},
      {ThingKind::statement, 1}, {ThingKind::construct, 0}, {ThingKind::reading, 0},
      {ThingKind::memo, 3}};
  for (const auto& [about, ref] : subjects) {
    sink.add(Memo{about, ref, "memo on a " + std::string(to_word(about)), "2024-03-03",
                  Ref<Coder>(0U), ids.next()});
  }
  sink.add(Memo{ThingKind::saved_question, 0, "memo on a saved question", "2024-03-03",
                Ref<Coder>(0U), ids.next()});
}

void fill_files(BatchSink& sink, Numbers& ids) {
  using namespace std::string_literals;
  sink.add(
      Attachment{Ref<Document>(0U), "smith.pdf", "application/pdf", "%PDF\0\n\xff"s, ids.next()});
  sink.add(Attachment{{}, "map.png", "", "", ids.next()});
}

void fill_entries(BatchSink& sink, Numbers& ids) {
  sink.add(Entry{EntryList::criteria,
                 {},
                 {},
                 1,
                 {{"criterion", "Population"}, {"include", "adults"}, {"code", "E1"}},
                 ids.next()});
  sink.add(Entry{EntryList::cerqual,
                 Ref<Configuration>(1U),
                 {},
                 1,
                 {{"coherence", "no concern"}, {"confidence", "high"}},
                 ids.next()});
}

void fill_foreign_parts(BatchSink& sink, Numbers& ids) {
  sink.add(Memo{ThingKind::attachment, 0, "memo on an attachment", "", {}, ids.next()});
  sink.add(Memo{ThingKind::entry, 1, "memo on an entry", "", {}, ids.next()});
  sink.add(ForeignPart{"refi-qda", "Graph", "", ThingKind::review, 0, "<Graph guid=\"x\"/>",
                       ids.next()});
  sink.add(ForeignPart{"refi-qda", "Coding", "0001", ThingKind::coding, 2, "", ids.next()});
  sink.add(ForeignPart{"refi-qda", "PDFSource", "0002", ThingKind::attachment, 0, "name=\"a\"",
                       ids.next()});
}

}  // namespace

void fill_all_kinds(BatchSink& sink, bool with_history) {
  Numbers ids(with_history);
  fill_review(sink);
  if (with_history) fill_history(sink);
  fill_sources(sink, ids);
  fill_codes(sink, ids);
  fill_claims(sink, ids);
  fill_theory(sink, ids);
  sink.add(SavedQuestion{"weekly", "outcomes", ids.next()});
  fill_files(sink, ids);
  fill_entries(sink, ids);
  fill_memos(sink, ids);
  fill_foreign_parts(sink, ids);
}

std::string codes(const base::Diagnostics& found) {
  std::string all;
  for (const base::Diagnostic& each : found.sorted()) all += each.code + "\n";
  return all;
}

std::string counts(const store::Receipt& receipt, const std::string& kind) {
  for (const store::ReceiptLine& line : receipt.lines) {
    if (line.kind == kind)
      return std::to_string(line.added) + "/" + std::to_string(line.present) + "/" +
             std::to_string(line.left_out);
  }
  return "0/0/0";
}

}  // namespace retroduce::tests
