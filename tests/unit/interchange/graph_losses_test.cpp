// What graphs leave behind: a review in which every field has a word of its own goes out in each
// form, and each word then stands in what was written or is told, never neither.
#include <algorithm>
#include <filesystem>

#include "base/hash.h"
#include "base/source_io.h"
#include "interchange/format.h"
#include "support/catch.h"

using namespace retroduce;
using namespace retroduce::interchange;
namespace fs = std::filesystem;

namespace {

template <typename Record>
model::Ref<Record> ref(std::size_t place) {
  return model::Ref<Record>(place);
}

void send_sources(Writer& writer) {
  model::Review review;
  review.title = "review-title";
  review.questions = {"question-one", "question-two"};
  review.about = "review-about";
  review.levels = {"micro", "macro"};
  writer.add(review);
  writer.add(model::Change{});
  for (const char* label : {"study-label", "lone-study"}) {
    model::Study study;
    study.label = label;
    study.note = "study-note";
    writer.add(study);
  }
  model::Document document;
  document.key = "document-key";
  document.type = "document-type";
  document.authors = {"document-author"};
  document.title = "document-title";
  document.container = "document-container";
  document.volume = "document-volume";
  document.issue = "document-issue";
  document.pages = "document-pages";
  document.doi = "10.1/document-doi";
  document.url = "document-url";
  document.language = "document-language";
  document.note = "document-note";
  document.is_consultation = true;
  document.study = ref<model::Study>(0);
  document.fields = {{"country", "descriptor-one"}, {"design", "descriptor-two"}};
  writer.add(document);
  document = {};
  document.key = "double-key";
  writer.add(document);
  model::Sameness sameness;
  sameness.document = ref<model::Document>(0);
  sameness.other = ref<model::Document>(1);
  writer.add(sameness);
}

void send_terms(Writer& writer) {
  for (const char* label : {"theme-label", "lone-theme"}) {
    model::Theme theme;
    theme.label = label;
    theme.note = "theme-note";
    if (theme.label == "lone-theme") theme.parent = ref<model::Theme>(0);
    writer.add(theme);
  }
  for (const char* label : {"context-label", "actor-label"}) {
    model::Concept concept_;
    concept_.label = label;
    concept_.definition = "concept-definition";
    concept_.note = "concept-note";
    concept_.aliases = {"alias-one", "alias-two"};
    concept_.colour = "#ffeedd";
    concept_.is_wording = true;
    if (concept_.label == "actor-label") concept_.parent = ref<model::Concept>(0);
    writer.add(concept_);
  }
  model::Extract extract;
  extract.quote = "extract-quote";
  extract.document = ref<model::Document>(0);
  writer.add(extract);
}

void send_claims(Writer& writer) {
  for (const char* label : {"claim-one", "claim-two"}) {
    model::Configuration claim;
    claim.label = label;
    claim.title = "claim-title";
    claim.level = "claim-level";
    claim.statement = "claim-statement";
    claim.note = "claim-note";
    claim.theme = ref<model::Theme>(0);
    model::Element context;
    context.concept_ = ref<model::Concept>(0);
    context.wording = "element-wording";
    model::Element actor;
    actor.role = model::Role::actor;
    actor.concept_ = ref<model::Concept>(1);
    claim.elements = {context, actor};
    writer.add(claim);
  }
  model::Evidence evidence;
  evidence.configuration = ref<model::Configuration>(0);
  evidence.element = 0;
  evidence.extract = ref<model::Extract>(0);
  evidence.inference = model::Inference::inferred;
  evidence.note = "evidence-note";
  writer.add(evidence);
  model::Link link;
  link.from = ref<model::Configuration>(0);
  link.to = ref<model::Configuration>(1);
  link.note = "link-note";
  link.evidence = {{ref<model::Extract>(0), model::Stance::supports}};
  writer.add(link);
  writer.add(
      model::ForeignPart{"refi-qda", "Graph", "", model::ThingKind::review, 0, "foreign", {}, 0});
}

struct Written {
  std::string text;  ///< of all files
  std::vector<std::string> losses;
  bool tells(const std::string& line) const {
    return std::find(losses.begin(), losses.end(), line) != losses.end();
  }
};

Written write(const char* format) {
  const base::DiskFiles disk;
  const fs::path target = fs::temp_directory_path() / ("retroduce-" + base::random_id());
  const auto writer = find_format(format)->write(target, {});
  send_sources(*writer);
  send_terms(*writer);
  send_claims(*writer);
  writer->finish();
  Written written{{}, writer->losses()};
  if (!fs::is_directory(target)) written.text = disk.read(target);
  for (const fs::directory_entry& each :
       fs::is_directory(target) ? fs::directory_iterator(target) : fs::directory_iterator())
    written.text += disk.read(each.path());
  fs::remove_all(target);
  return written;
}

/// A word of the review, and the lines of which one tells that it stayed behind.
struct Word {
  const char* word;
  std::vector<const char*> lines;
};

const std::vector<Word>& words() {
  static const std::vector<Word> all = {
      {"review-title", {"title of the review: 1"}},
      {"question-one", {"questions of the review: 2"}},
      {"review-about", {"what is said about the review: 1"}},
      {"macro", {"scheme, headings and scales of the review: 1"}},
      {"study-label", {"studies: 2"}},
      {"lone-study", {"studies: 2", "studies that no document reports on: 1"}},
      {"study-note", {"studies: 2", "notes on studies: 2"}},
      {"document-key", {"documents: 2"}},
      {"document-author", {"documents: 2"}},
      {"document-title", {"documents: 2"}},
      {"document-doi", {"documents: 2"}},
      {"document-note", {"documents: 2", "notes on documents: 1"}},
      {"descriptor-two", {"documents: 2", "descriptors and further fields of documents: 2"}},
      {"theme-label", {"themes: 2"}},
      {"lone-theme", {"themes: 2", "themes of no configuration: 1"}},
      {"theme-note", {"themes: 2", "notes on themes: 2"}},
      {"context-label", {}},
      {"actor-label", {"concepts that are no context, mechanism or outcome of a configuration: 1"}},
      {"concept-definition", {"definitions of concepts: 2"}},
      {"concept-note", {"notes on concepts: 2"}},
      {"alias-two", {"other names of concepts: 4"}},
      {"ffeedd", {"colours of concepts: 2"}},
      {"claim-two", {}},
      {"claim-title", {"titles, levels and statuses of configurations: 2"}},
      {"claim-level", {"titles, levels and statuses of configurations: 2"}},
      {"claim-statement", {"statements of configurations: 2"}},
      {"claim-note", {"notes on configurations: 2"}},
      {"element-wording",
       {"wordings, parts and directions of elements, and which are unintended: 2"}},
      {"evidence-note", {"evidence: 1", "notes on evidence: 1"}},
      {"link-note", {"notes on links: 1"}},
      {"extract-quote", {"extracts: 1"}},
  };
  return all;
}

}  // namespace

TEST_CASE("a graph tells whatever of a review it does not show", "[interchange][graph-forms]") {
  for (const char* format : {"graphml", "dot", "property-graph"}) {
    const Written written = write(format);
    for (const Word& each : words()) {
      INFO(format << " " << each.word);
      const bool is_told = std::any_of(each.lines.begin(), each.lines.end(),
                                       [&](const char* line) { return written.tells(line); });
      CHECK((written.text.find(each.word) != std::string::npos) != is_told);
    }
    for (const char* line :
         {"changes of the history: 1", "foreign parts, kept as they came from other programs: 1",
          "documents that were decided to be doubles of another, which stands for both: 1",
          "which concepts are wordings still to be mapped: 2", "evidence of links: 1"}) {
      INFO(format << " " << line);
      CHECK(written.tells(line));
    }
  }
}

TEST_CASE("a graph names the bibliographic fields that it leaves behind",
          "[interchange][graph-forms]") {
  const std::string some = "volume, issue, pages, language): 4";
  CHECK(write("property-graph").tells("bibliographic fields of documents (" + some));
  CHECK(write("graphml").tells(
      "bibliographic fields of documents (type, journal or book, volume, issue, pages, URL, "
      "language): 7"));
}

TEST_CASE("a graph tells what it says only in short", "[interchange][graph-forms]") {
  for (const char* format : {"graphml", "property-graph"}) {
    const Written written = write(format);
    for (const char* line :
         {"evidence as such (all of a document and a stance goes as one edge): 1",
          "which element evidence is for: 1", "which evidence was inferred or theorised: 1",
          "which documents are consultations: 1", "which themes stand below others: 1"}) {
      INFO(format << " " << line);
      CHECK(written.tells(line));
    }
  }
  for (const char* line :
       {"interventions and actors of configurations: 2", "which concepts stand below others: 1"})
    CHECK(write("dot").tells(line));
}
