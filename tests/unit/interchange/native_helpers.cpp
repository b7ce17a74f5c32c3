#include "native_helpers.h"

#include <tuple>

#include "base/source_io.h"
#include "interchange/format.h"
#include "support/temporary_folder.h"

namespace retroduce::tests {

using namespace model;

namespace {

/// Of the others only history tells.
bool may_be_about(ThingKind kind) {
  return kind != ThingKind::foreign_part && kind < ThingKind::resolution;
}

/// Calls `f` with each list of records, in the order of BatchSink.
template <typename Records, typename F>
void each_kind(Records& r, F f) {
  f(r.reviews);
  f(r.changes);
  f(r.coders);
  f(r.studies);
  f(r.documents);
  f(r.source_records);
  f(r.samenesses);
  f(r.themes);
  f(r.concepts);
  f(r.extracts);
  f(r.codings);
  f(r.resolutions);
  f(r.configurations);
  f(r.evidence);
  f(r.links);
  f(r.theories);
  f(r.constructs);
  f(r.versions);
  f(r.statements);
  f(r.appraisals);
  f(r.readings);
  f(r.saved_questions);
  f(r.attachments);
  f(r.entries);
  f(r.memos);
  f(r.foreign_parts);
}

/// Makes the texts and origins of full_records.
class Filler {
 public:
  explicit Filler(const std::string& odd) : odd_(odd) {}
  std::string text() { return odd_ + " " + std::to_string(++texts_) + odd_; }
  std::string word(const std::string& start) { return start + std::to_string(++texts_); }
  Origin origin() { return {Ref<Change>(std::size_t{1}), ++things_}; }

 private:
  const std::string& odd_;
  int texts_ = 0;
  std::uint32_t things_ = 0;
};

template <typename Record>
Ref<Record> ref(std::size_t place) {
  return Ref<Record>(place);
}

void fill_head(MemoryReview::Records& r, Filler& fill) {
  r.reviews.push_back({fill.text(),
                       {fill.text(), fill.text()},
                       fill.text(),
                       fill.text(),
                       {{Role::context, fill.text()}, {Role::outcome, fill.text()}},
                       {fill.text(), fill.text()},
                       {fill.text()}});
  const HistoryRow row{ThingKind::theory_version, fill.text(), fill.text(), fill.text()};
  r.changes.push_back({"0123456789abcdef",
                       fill.text(),
                       fill.text(),
                       fill.text(),
                       fill.text(),
                       fill.text(),
                       fill.text(),
                       fill.text(),
                       {row, row}});
  r.changes.push_back({"fedcba9876543210", "", "", "", "", "", "", "", {}});
}

void fill_sources(MemoryReview::Records& r, Filler& fill) {
  r.coders.push_back({fill.text(), fill.text(), fill.text(), fill.origin(), 0});
  r.studies.push_back({fill.text(), fill.text(), fill.origin(), 0});
  Document document;
  document.key = fill.text();
  document.type = fill.text();
  document.authors = {fill.text(), fill.text()};
  document.year = -44;
  document.title = fill.text();
  document.container = fill.text();
  document.volume = fill.text();
  document.issue = fill.text();
  document.pages = fill.text();
  document.doi = fill.text();
  document.url = fill.text();
  document.language = fill.text();
  document.note = fill.text();
  document.is_consultation = true;
  document.study = ref<Study>(0);
  document.fields = {{fill.text(), fill.text()}, {fill.text(), ""}};
  document.text = fill.text();
  TextOrigin taken{fill.text(),
                   fill.text(),
                   7,
                   fill.text(),
                   fill.text(),
                   {{fill.text(), {0, 4}}, {"", {4, 9}}},
                   {{fill.text(), 1, {0, 9}}, {fill.text(), 2, {1, 3}}},
                   "\xFF boxes"};
  document.text_origin = taken;
  document.former_texts = {{fill.text(), taken}, {"", {}}};
  document.origin = fill.origin();
  r.documents.push_back(document);
  document.key = fill.text();
  document.text = "";
  document.text_origin = TextOrigin{};
  document.former_texts.clear();
  document.origin = fill.origin();
  r.documents.push_back(document);
}

void fill_searches(MemoryReview::Records& r, Filler& fill) {
  SourceRecord record;
  record.document = ref<Document>(1);
  record.format = fill.text();
  record.database = fill.text();
  record.search = fill.text();
  record.searched = fill.text();
  record.accession = fill.text();
  record.digest = fill.text();
  record.rule = fill.text();
  record.score = 97;
  record.came = fill.text();
  record.raw = {{fill.text(), fill.text()}, {fill.text(), ""}};
  record.raw.push_back(record.raw.front());
  record.change = ref<Change>(0);
  r.source_records.push_back(record);
  r.samenesses.push_back(
      {ref<Document>(1), ref<Document>(0), false, fill.text(), ref<Change>(1), 0});
}

void fill_codes(MemoryReview::Records& r, Filler& fill) {
  r.themes.push_back({fill.text(), fill.text(), {}, fill.origin(), 0});
  r.themes.push_back({fill.text(), fill.text(), ref<Theme>(0), fill.origin(), 0});
  r.concepts.push_back(
      {fill.text(), fill.text(), fill.text(), {}, {}, false, fill.origin(), 0, fill.text()});
  r.concepts.push_back({fill.text(),
                        fill.text(),
                        fill.text(),
                        ref<Concept>(0),
                        {fill.text(), fill.text()},
                        true,
                        fill.origin(),
                        0});
  r.extracts.push_back(
      {ref<Document>(1), base::TextSpan{3, 1'000'000'000'000}, fill.text(), fill.text(), true,
       fill.text(), fill.text(), fill.origin(), 0,
       Anchor{AnchorHow::near, fill.text(), fill.text(), fill.text(), true, true}});
  const auto first = ref<Change>(0);
  r.codings.push_back({ref<Extract>(0), ref<Concept>(1), Role::mechanism, ref<Coder>(0),
                       fill.text(), first, fill.text(), 0});
  r.codings.push_back({ref<Extract>(0), ref<Concept>(0), {}, ref<Coder>(0), "", first, "", 0});
  r.resolutions.push_back({ref<Extract>(0), ref<Concept>(1), Role::outcome, false, ref<Coder>(0),
                           fill.text(), first, 0});
}

void fill_claims(MemoryReview::Records& r, Filler& fill) {
  Configuration one;
  one.label = fill.text();
  one.title = fill.text();
  one.theme = ref<Theme>(1);
  one.level = fill.text();
  one.status = Status::refuted;
  one.statement = fill.text();
  one.note = fill.text();
  one.elements.push_back({Role::mechanism, MechanismPart::reasoning, ref<Concept>(1), fill.text(),
                          true, Direction::fall, false, false});
  one.elements.push_back(
      {Role::outcome, MechanismPart::unsplit, {}, fill.text(), false, Direction::none, true, true});
  one.origin = fill.origin();
  r.configurations.push_back(one);
  one.label = fill.text();
  one.origin = fill.origin();
  r.configurations.push_back(one);
  r.evidence.push_back({ref<Configuration>(1), 1U, ref<Extract>(0), Stance::contradicts,
                        Inference::theorised, fill.text(), ref<Coder>(0), ref<Change>(0), 0});
  r.links.push_back({ref<Configuration>(1),
                     ref<Configuration>(0),
                     LinkKind::counter_condition_of,
                     fill.text(),
                     ref<Coder>(0),
                     {{ref<Extract>(0), Stance::refines}},
                     fill.origin(),
                     0});
}

void fill_theories(MemoryReview::Records& r, Filler& fill) {
  for (int i = 0; i < 2; ++i)
    r.theories.push_back({fill.text(), TheoryKind::substantive, fill.text(), ref<Document>(0),
                          fill.text(), fill.origin(), 0});
  for (const std::size_t theory : {0U, 1U})
    r.constructs.push_back({ref<Theory>(theory),
                            fill.text(),
                            fill.text(),
                            {ref<Configuration>(1), ref<Configuration>(0)},
                            fill.origin(),
                            0});
  for (int i = 0; i < 2; ++i)
    r.versions.push_back({ref<Theory>(1), fill.text(), fill.text(), fill.text(), fill.origin(), 0});
  r.statements.push_back({ref<TheoryVersion>(0),
                          fill.text(),
                          fill.text(),
                          {{{}, Lineage::created}},
                          fill.text(),
                          {},
                          {},
                          fill.origin(),
                          0});
  r.statements.push_back({ref<TheoryVersion>(1),
                          fill.text(),
                          fill.text(),
                          {{ref<Statement>(0), Lineage::merged}},
                          fill.text(),
                          {ref<Extract>(0)},
                          {ref<Configuration>(0), ref<Configuration>(1)},
                          fill.origin(),
                          0});
}

void fill_judgements(MemoryReview::Records& r, Filler& fill) {
  r.appraisals.push_back({ref<Document>(1),
                          {},
                          Criterion::rigour,
                          fill.text(),
                          fill.text(),
                          ref<Coder>(0),
                          true,
                          fill.origin(),
                          0});
  r.appraisals.push_back({{},
                          ref<Extract>(0),
                          Criterion::richness,
                          fill.text(),
                          fill.text(),
                          ref<Coder>(0),
                          false,
                          fill.origin(),
                          0});
  r.readings.push_back({ref<Document>(1), ref<TheoryVersion>(1), ref<Coder>(0), fill.text(),
                        fill.text(), fill.origin(), 0});
  r.saved_questions.push_back({fill.text(), fill.text(), fill.origin(), 0});
  using namespace std::string_literals;
  r.attachments.push_back(
      {ref<Document>(1), fill.text(), fill.text(), "%PDF\0\r\n\t\xff"s, fill.origin(), 0});
  r.attachments.push_back({{}, fill.text() + ".png", "", "", fill.origin(), 0});
  r.entries.push_back({EntryList::cerqual,
                       ref<Configuration>(1),
                       {},
                       7,
                       {{"confidence", fill.text()}, {"explanation", fill.text()}},
                       fill.origin(),
                       0});
  r.entries.push_back(
      {EntryList::criteria, {}, {}, 0, {{"criterion", fill.text()}}, fill.origin(), 0});
  for (std::size_t i = 0; i < words_of<ThingKind>().size(); ++i) {
    const auto about = static_cast<ThingKind>(i);
    if (!may_be_about(about)) continue;
    r.memos.push_back({about, 0, fill.text(), fill.text(), ref<Coder>(0), fill.origin(), 0});
  }
  for (std::size_t i = 0; i < words_of<ThingKind>().size(); ++i) {
    const auto about = static_cast<ThingKind>(i);
    if (!may_be_about(about)) continue;
    r.foreign_parts.push_back(
        {fill.text(), fill.text(), fill.text(), about, 0, fill.text(), fill.origin(), 0});
  }
  r.foreign_parts.push_back({"refi", "", "", ThingKind::element, 3, "", fill.origin(), 0});
  r.memos.push_back({ThingKind::element, 3, fill.text(), "", {}, fill.origin(), 0});
}

}  // namespace

ReadBack read_xml(std::string_view xml) {
  base::MemoryFiles files;
  files.put("review.xml", std::string(xml));
  interchange::Source source;
  source.path = "review.xml";
  source.files = &files;
  source.head = std::string(xml.substr(0, 4096));
  ReadBack back{std::make_unique<MemoryReview>(), {}};
  base::NoProgress progress;
  interchange::find_format("native")->read(source, {}, *back.review, back.found, progress);
  return back;
}

std::string write_xml(const MemoryReview::Records& records) {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "out.xml";
  const auto writer = interchange::find_format("native")->write(path, {});
  each_kind(records, [&](const auto& list) {
    for (const auto& record : list) writer->add(record);
  });
  writer->finish();
  return base::DiskFiles().read(path);
}

std::string source_file(const std::string& path) {
  return base::DiskFiles().read(std::filesystem::path(RETRODUCE_SOURCE_DIR) / path);
}

MemoryReview::Records full_records(const std::string& odd) {
  MemoryReview::Records records;
  Filler fill(odd);
  fill_head(records, fill);
  fill_sources(records, fill);
  fill_searches(records, fill);
  fill_codes(records, fill);
  fill_claims(records, fill);
  fill_theories(records, fill);
  fill_judgements(records, fill);
  return records;
}

MemoryReview::Records without_lines(MemoryReview::Records records) {
  each_kind(records, [](auto& list) {
    for (auto& record : list) {
      if constexpr (requires { record.line; }) record.line = 0;
    }
  });
  return records;
}

bool same(const MemoryReview::Records& a, const MemoryReview::Records& b) {
  const auto parts = [](const MemoryReview::Records& r) {
    return std::tie(r.reviews, r.changes, r.coders, r.studies, r.documents, r.source_records,
                    r.samenesses, r.themes, r.concepts, r.extracts, r.codings, r.resolutions,
                    r.configurations, r.evidence, r.links, r.theories, r.constructs, r.versions,
                    r.statements, r.appraisals, r.readings, r.saved_questions, r.attachments,
                    r.entries, r.memos, r.foreign_parts);
  };
  return parts(a) == parts(b);
}

std::string told(const base::Diagnostics& found) {
  std::string text;
  for (const base::Diagnostic& one : found.sorted())
    text += base::to_text(one) + " [" + one.code + "]\n";
  return text;
}

std::string review_xml(const std::string& sections) {
  return "<review xmlns=\"urn:retroduce:review:1\" version=\"1\">\n" + sections + "\n</review>\n";
}

}  // namespace retroduce::tests
