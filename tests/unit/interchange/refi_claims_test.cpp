// Configurations that come back from a REFI-QDA project in the words of its notes, without the copy
// of the review that lies in the archive.
#include "interchange/refi_claims.h"

#include <algorithm>

#include "refi_helpers.h"
#include "support/catch.h"

using namespace retroduce;
using namespace retroduce::tests;
using interchange::refi::claim_in;
using interchange::refi::in_words;
using interchange::refi::quote_in;
using interchange::refi::ToldClaim;
using interchange::refi::ToldExtract;

namespace {

MemoryReview::Records own_review() {
  return read_xml(source_file("tests/fixtures/formats/native/typical.xml")).review->records();
}

void replace(std::string& text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
}

/// Reads the archive as another program gives it on: without our copy, and with `change` made.
template <typename Change>
ReadBack passed_on(const std::string& archive, Change change) {
  Entries entries = entries_in(archive);
  std::erase_if(entries, [](const auto& entry) {
    return entry.first.find("retroduce-") != std::string::npos;
  });
  for (auto& [name, bytes] : entries) change(name, bytes);
  return read_project(entries);
}

ReadBack passed_on(const std::string& archive) {
  return passed_on(archive, [](const std::string&, std::string&) {});
}

ToldExtract told_extract(const MemoryReview::Records& r, std::size_t i) {
  const model::Extract& extract = r.extracts.at(i);
  return {r.documents.at(extract.document.index()).key,
          extract.quote,
          extract.page,
          extract.is_paraphrase,
          {}};
}

/// All that is said of configurations, by names.
std::vector<std::string> claims(const MemoryReview::Records& r) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < r.configurations.size(); ++i) {
    const model::Configuration& record = r.configurations[i];
    ToldClaim claim;
    claim.label = record.label;
    claim.title = record.title;
    claim.level = record.level;
    claim.status = record.status;
    claim.statement = record.statement;
    claim.note = record.note;
    if (record.theme.is_set()) claim.theme = r.themes.at(record.theme.index()).label;
    for (const model::Element& element : record.elements) {
      const bool has_concept = element.concept_.is_set();
      claim.elements.push_back(
          {element.role, element.part,
           has_concept ? r.concepts.at(element.concept_.index()).label : std::string(),
           element.wording, element.opposite, element.direction, element.is_unintended,
           element.when_not_fired});
    }
    for (const model::Evidence& each : r.evidence) {
      if (each.configuration.index() != i) continue;
      interchange::refi::ToldEvidence evidence{
          each.stance, each.inference, told_extract(r, each.extract.index()), {}, {}, each.note,
          {}};
      if (each.element) evidence.element = *each.element + 1;
      if (each.coder.is_set()) evidence.coder = r.coders.at(each.coder.index()).label;
      claim.evidence.push_back(evidence);
    }
    for (const model::Link& each : r.links) {
      if (each.from.index() != i) continue;
      interchange::refi::ToldLink link{
          each.kind, r.configurations.at(each.to.index()).label, {}, each.note, {}};
      if (each.coder.is_set()) link.coder = r.coders.at(each.coder.index()).label;
      for (const auto& [extract, stance] : each.evidence)
        link.evidence.emplace_back(stance, told_extract(r, extract.index()));
      claim.links.push_back(link);
    }
    out.push_back(in_words(claim));
  }
  return out;
}

std::size_t memos_on(const MemoryReview::Records& r, model::ThingKind kind) {
  return static_cast<std::size_t>(std::count_if(
      r.memos.begin(), r.memos.end(), [&](const auto& memo) { return memo.about == kind; }));
}

}  // namespace

TEST_CASE("configurations come back whole from what other programs show", "[interchange][refi]") {
  for (const auto& sent : {own_review(), full_records("é \"so, said\" (here)")}) {
    REQUIRE_FALSE(sent.evidence.empty());
    const std::string archive = written(sent, "qdpx");
    const auto back = passed_on(archive);
    INFO(told(back.found));
    const auto& got = back.review->records();
    CHECK_FALSE(has_code(back.found, "refi.whole-copy"));
    CHECK(claims(got) == claims(sent));
    // No note of a configuration is a memo, too.
    CHECK(memos_on(got, model::ThingKind::configuration) ==
          memos_on(sent, model::ThingKind::configuration));
    CHECK(std::none_of(got.memos.begin(), got.memos.end(), [](const auto& memo) {
      return memo.text.find("configuration: ") != std::string::npos;
    }));
    // Once more, and neither sets, cases nor links are there twice, and their GUIDs stay.
    const std::string again = written(got, "qdpx");
    const std::string before = file_in(archive, "project.qde");
    const std::string after = file_in(again, "project.qde");
    for (const char* element : {"<Case guid=", "<Set guid=", "<Note guid=", "<Link guid="}) {
      const auto guids = [&](const std::string& qde) {
        std::vector<std::string> found;
        for (std::size_t at = qde.find(element); at != std::string::npos;
             at = qde.find(element, at + 1)) {
          // The codings, whose roles a note tells, may have gone with the text.
          if (qde.substr(at, 90).find("roles of codings") == std::string::npos)
            found.push_back(qde.substr(at, 50));
        }
        std::sort(found.begin(), found.end());
        return found;
      };
      INFO(element);
      CHECK(guids(after) == guids(before));
    }
    CHECK(invalid(after, "Project.xsd") == "");
    CHECK(claims(passed_on(again).review->records()) == claims(sent));
  }
}

TEST_CASE("a configuration in words says all that it holds", "[interchange][refi]") {
  ToldClaim claim;
  claim.label = "CMOC 7";
  claim.title = "a: b";
  claim.statement = "If so,\n\nthen \"so\"\n  and so\nnote: no";
  claim.note = "configuration: x\n";
  claim.status = model::Status::refined;
  claim.elements.push_back({model::Role::mechanism, model::MechanismPart::resource,
                            "not \"time\", worded", "in\ntwo lines", true, model::Direction::mixed,
                            false, false});
  claim.elements.push_back({model::Role::outcome, model::MechanismPart::unsplit, "", "less", true,
                            model::Direction::unstated, true, true});
  const ToldExtract extract{"smith, 2019", "it \"was\"\nso", "e3, note", true, 12};
  claim.evidence.push_back({model::Stance::contradicts,
                            model::Inference::theorised,
                            extract,
                            2,
                            "A, by \"B\"",
                            "why:\nso",
                            {}});
  claim.links.push_back({model::LinkKind::counter_condition_of,
                         "CMOC 9",
                         "AB",
                         "x",
                         {{model::Stance::refines, extract}, {model::Stance::supports, extract}}});
  auto read = claim_in(in_words(claim));
  REQUIRE(read);
  CHECK(read->others.empty());
  CHECK_FALSE(read->evidence.at(0).line.empty());
  read->evidence.at(0).line.clear();
  CHECK(*read == claim);
  std::string with_returns = in_words(claim);
  for (std::size_t at = 0; (at = with_returns.find('\n', at)) != std::string::npos; at += 2)
    with_returns.insert(at, "\r");
  CHECK(claim_in(with_returns)->elements == claim.elements);
  CHECK_FALSE(claim_in("a note on configuration: CMOC 7"));
  CHECK_FALSE(claim_in("configuration: "));
  CHECK(quote_in("paraphrase, page \"12\", at 3 to 9")->span == base::TextSpan{3, 9});
  CHECK_FALSE(quote_in("He said: page 12"));
}

TEST_CASE("what another program changes in the note of a configuration is read",
          "[interchange][refi]") {
  const auto sent = own_review();
  const std::string label = sent.configurations.at(0).label;
  const auto back = passed_on(written(sent, "qdpx"), [&](const std::string&, std::string& bytes) {
    if (!bytes.starts_with("configuration: " + label + "\n")) return;
    replace(bytes, "status: " + std::string(to_word(sent.configurations[0].status)),
            "status: refuted");
    bytes += "I doubt this.\n";
  });
  INFO(told(back.found));
  const auto& got = back.review->records();
  CHECK(got.configurations.at(0).status == model::Status::refuted);
  CHECK(std::any_of(got.memos.begin(), got.memos.end(), [](const auto& memo) {
    return memo.text == "I doubt this." && memo.about == model::ThingKind::configuration;
  }));
  CHECK(has_code(back.found, "refi.configuration-line"));
  CHECK(has_code(back.found, "refi.configuration-beside"));  // the case says what it said
}

TEST_CASE("a code that got another name is still that of its configurations",
          "[interchange][refi]") {
  const auto sent = own_review();
  const auto& element = sent.configurations.at(0).elements.at(2);
  const std::string label = sent.concepts.at(element.concept_.index()).label;
  const auto back =
      passed_on(written(sent, "qdpx"), [&](const std::string& name, std::string& bytes) {
        if (name == "project.qde")
          replace(bytes, " name=\"" + label + "\" isCodable", " name=\"renamed\" isCodable");
      });
  INFO(told(back.found));
  const auto& got = back.review->records();
  const auto concept_ = got.configurations.at(0).elements.at(2).concept_;
  REQUIRE(concept_.is_set());
  CHECK(got.concepts.at(concept_.index()).label == "renamed");
  CHECK(has_code(back.found, "refi.configuration-renamed"));
}

TEST_CASE("where notes are gone the cases say the configurations", "[interchange][refi]") {
  const auto sent = own_review();
  const auto back =
      passed_on(written(sent, "qdpx"), [&](const std::string& name, std::string& bytes) {
        if (name != "project.qde") return;
        const std::size_t from = bytes.find("<Notes>");
        bytes.erase(from, bytes.find("</Notes>") + 8 - from);
      });
  CHECK(claims(back.review->records()) == claims(sent));
}

TEST_CASE("a text that is made of quotes does not come back as the document's",
          "[interchange][refi]") {
  MemoryReview::Records sent;
  model::Document document;
  document.key = "a";
  sent.documents.push_back(document);
  model::Extract extract;
  extract.document = model::Ref<model::Document>(std::size_t{0});
  extract.quote = "one\n\nline";
  extract.page = "12";
  extract.is_paraphrase = true;
  sent.extracts.push_back(extract);
  extract.quote = "two";
  extract.page = "";
  extract.is_paraphrase = false;
  sent.extracts.push_back(extract);
  extract.quote = "three";
  extract.span = base::TextSpan{100, 105};
  sent.extracts.push_back(extract);
  for (const char* profile : {"", "nvivo", "maxqda"}) {
    const auto back = passed_on(written(sent, "qdpx", profile));
    INFO(profile << told(back.found));
    const auto& got = back.review->records();
    CHECK_FALSE(got.documents.at(0).text);
    REQUIRE(got.extracts.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(got.extracts[i].quote == sent.extracts[i].quote);
      CHECK(got.extracts[i].page == sent.extracts[i].page);
      CHECK(got.extracts[i].is_paraphrase == sent.extracts[i].is_paraphrase);
      CHECK(got.extracts[i].span == sent.extracts[i].span);
    }
  }
}

TEST_CASE("a memo whose name is its cut first line comes back as it was", "[interchange][refi]") {
  auto sent = own_review();
  sent.memos.clear();
  model::Memo memo;
  memo.text = "A first line that is a good deal longer than any name of a note can be\nand more";
  sent.memos.push_back(memo);
  const auto back = passed_on(written(sent, "qdpx"));
  REQUIRE(back.review->records().memos.size() == 1);
  CHECK(back.review->records().memos[0].text == memo.text);
}

namespace {

/// An extract coded with one code in two roles by one coder and in none by another, beside codes
/// of one role.
MemoryReview::Records in_several_roles() {
  MemoryReview::Records r;
  model::Document document;
  document.key = "a";
  document.text = "It was trust, and time.";
  r.documents.push_back(document);
  for (const char* label : {"AB", "CD"}) r.coders.push_back({label, "", "", {}});
  for (const char* label : {"trust", "time", "unsaid"}) {
    model::Concept concept_;
    concept_.label = label;
    r.concepts.push_back(concept_);
  }
  for (const auto& [quote, begin] : {std::pair("trust", 7), std::pair("time", 18)}) {
    model::Extract extract;
    extract.document = model::Ref<model::Document>(std::size_t{0});
    extract.quote = quote;
    extract.span = base::TextSpan{begin, begin + base::count_code_points(quote)};
    r.extracts.push_back(extract);
  }
  const auto code = [&](std::size_t extract, std::size_t concept_, std::optional<model::Role> role,
                        std::size_t coder) {
    model::Coding coding;
    coding.extract = model::Ref<model::Extract>(extract);
    coding.concept_ = model::Ref<model::Concept>(concept_);
    coding.role = role;
    coding.coder = model::Ref<model::Coder>(coder);
    r.codings.push_back(coding);
  };
  code(0, 0, model::Role::context, 0);
  code(0, 0, model::Role::mechanism, 0);
  code(0, 0, std::nullopt, 1);
  code(1, 0, model::Role::outcome, 1);
  code(1, 1, model::Role::context, 0);
  code(1, 2, std::nullopt, 0);
  return r;
}

std::vector<std::string> coded(const MemoryReview::Records& r) {
  std::vector<std::string> out;
  for (const model::Coding& each : r.codings)
    out.push_back(r.extracts.at(each.extract.index()).quote + ": " +
                  r.concepts.at(each.concept_.index()).label + " as " +
                  std::string(to_word(each.role)) + " by " +
                  (each.coder.is_set() ? r.coders.at(each.coder.index()).label : "nobody"));
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("codings come back in their roles from what other programs show", "[interchange][refi]") {
  for (const auto& sent : {in_several_roles(), own_review()}) {
    const std::string archive = written(sent, "qdpx");
    CHECK(invalid(file_in(archive, "project.qde"), "Project.xsd") == "");
    const auto back = passed_on(archive);
    INFO(told(back.found));
    CHECK(coded(back.review->records()) == coded(sent));
    CHECK(back.review->records().memos.size() == sent.memos.size());
    CHECK(coded(passed_on(written(back.review->records(), "qdpx")).review->records()) ==
          coded(sent));
  }
}

TEST_CASE("a coding in two roles that a program keeps once comes back twice",
          "[interchange][refi]") {
  const auto sent = in_several_roles();
  const auto back =
      passed_on(written(sent, "qdpx"), [](const std::string& name, std::string& bytes) {
        if (name != "project.qde") return;
        const std::size_t at = bytes.find("<Coding ");
        bytes.erase(at, bytes.find("</Coding>") + 9 - at);
      });
  CHECK(coded(back.review->records()) == coded(sent));
}

TEST_CASE("a code in several roles that a program renamed keeps them", "[interchange][refi]") {
  auto sent = in_several_roles();
  sent.codings.pop_back();  // that with "unsaid"
  sent.concepts.pop_back();
  const auto back =
      passed_on(written(sent, "qdpx"), [](const std::string& name, std::string& bytes) {
        if (name != "project.qde") return;
        const std::string before = "name=\"trust\" isCodable";
        const std::size_t at = bytes.find(before);
        REQUIRE(at != std::string::npos);
        bytes.replace(at, before.size(), "name=\"faith\" isCodable");
      });
  CHECK(has_code(back.found, "refi.roles-renamed"));
  sent.concepts.at(0).label = "faith";
  CHECK(coded(back.review->records()) == coded(sent));
}

TEST_CASE("pages that a program counts from 0 are those pages when another has written them",
          "[interchange][refi]") {
  const auto came = read_project(
      {{"project.qde",
        project_xml("<Sources><PDFSource guid=\"c0000000-0000-0000-0000-000000000001\" "
                    "name=\"a\"><PDFSelection guid=\"d0000000-0000-0000-0000-000000000001\" "
                    "name=\"Q\" page=\"4\" firstX=\"1\" firstY=\"2\" secondX=\"3\" "
                    "secondY=\"4\"/></PDFSource></Sources>",
                    "ATLAS.ti 8")}});
  REQUIRE(came.review->records().extracts.at(0).page == "5");
  const auto back = passed_on(written(came.review->records(), "qdpx"));
  CHECK(back.review->records().extracts.at(0).page == "5");
  const auto again = passed_on(written(back.review->records(), "qdpx"));
  CHECK(again.review->records().extracts.at(0).page == "5");
}

TEST_CASE(
    "roles, coders and colours come back from a program that knows neither sets nor all of them",
    "[interchange][refi]") {
  // What QualCoder makes of a project: no sets, but variables of their names, a copy of each text,
  // and a colour for every code.
  for (const auto& sent : {in_several_roles(), own_review()}) {
    Entries entries = entries_in(written(sent, "qdpx"));
    std::erase_if(entries, [](const auto& entry) {
      return entry.first.find("retroduce-") != std::string::npos;
    });
    const Entries texts(entries.begin() + 1, entries.end());
    for (const auto& [name, bytes] : texts)
      if (name.ends_with(".txt")) entries.emplace_back("sources/again-" + name.substr(8), bytes);
    std::string& qde = entries.front().second;
    const std::size_t sets = qde.find("<Sets>");
    qde.erase(sets, qde.find("</Sets>") + 7 - sets);
    qde.replace(qde.find("origin=\"Retroduce"), 17, "origin=\"QualCoder");
    for (std::size_t at = qde.find("<Code "); at != std::string::npos;
         at = qde.find("<Code ", at + 6))
      if (qde.substr(at, qde.find('>', at) - at).find(" color=") == std::string::npos)
        qde.insert(at + 6, "color=\"#123456\" ");
    const auto back = read_project(entries);
    INFO(told(back.found));
    CHECK(coded(back.review->records()) == coded(sent));
    CHECK(back.review->records().attachments.size() == sent.attachments.size());
    CHECK(has_code(back.found, "refi.file-repeats"));
    CHECK(has_code(back.found, "refi.colours-made-up"));
    for (const model::Concept& each : back.review->records().concepts) CHECK(each.colour.empty());
  }
}

TEST_CASE("the name of a configuration is no descriptor of its documents", "[interchange][refi]") {
  auto sent = own_review();
  REQUIRE_FALSE(sent.configurations.empty());
  const auto fields = sent.documents.at(0).fields;
  sent.documents.at(0).fields.push_back({sent.configurations.at(0).label, "yes"});
  const auto back = passed_on(written(sent, "qdpx"));
  CHECK(back.review->records().documents.at(0).fields == fields);
}

TEST_CASE("what the user says of a role goes before a note", "[interchange][refi]") {
  Entries entries = entries_in(written(in_several_roles(), "qdpx"));
  std::erase_if(entries, [](const auto& entry) {
    return entry.first.find("retroduce-") != std::string::npos;
  });
  interchange::ReadOptions options;
  options.roles["trust"] = "outcome";
  const auto back = read_project(entries, options);
  for (const model::Coding& each : back.review->records().codings)
    if (each.concept_.index() == 0) CHECK(each.role == model::Role::outcome);
}

TEST_CASE("a role in words says all that it holds", "[interchange][refi]") {
  interchange::refi::ToldRole role;
  role.role = model::Role::mechanism;
  role.concept_ = "so \"said\", by";
  role.extract = {"a b", "its\n\nwords", "12", true, 7};
  role.coder = "A B";
  const std::string text = std::string(interchange::refi::roles_head) + "\n";
  const auto back = interchange::refi::roles_in(text + in_words(role));
  REQUIRE(back);
  REQUIRE(back->size() == 1);
  CHECK(back->front() == role);
  const interchange::refi::ToldRole of_all{model::Role::context, "trust", {}, {}};
  const auto all_back = interchange::refi::roles_in(text + in_words(of_all));
  REQUIRE(all_back);
  CHECK(all_back->front() == of_all);
  CHECK_FALSE(interchange::refi::roles_in(text + "and another line: \"x\""));
  CHECK_FALSE(interchange::refi::roles_in("roles: none"));
}

TEST_CASE("a note says what it is about where links are dropped", "[interchange][refi]") {
  auto sent = own_review();
  REQUIRE_FALSE(sent.configurations.empty());
  const auto memo = [&](model::ThingKind kind, const char* text) {
    model::Memo one;
    one.about = kind;
    one.text = text;
    sent.memos.push_back(one);
  };
  memo(model::ThingKind::configuration, "on a configuration");
  memo(model::ThingKind::concept_, "on a concept\n\nabout: nothing \"else\"");
  memo(model::ThingKind::document, "on a document");
  const auto back = passed_on(written(sent, "qdpx"), [](const std::string&, std::string& bytes) {
    const std::size_t at = bytes.find("<Links>");
    if (at != std::string::npos) bytes.erase(at, bytes.find("</Links>") + 8 - at);
  });
  const auto abouts = [](const MemoryReview::Records& r) {
    std::vector<std::tuple<model::ThingKind, std::uint32_t, std::string>> all;
    for (const model::Memo& each : r.memos) all.emplace_back(each.about, each.about_ref, each.text);
    std::sort(all.begin(), all.end());
    return all;
  };
  const auto got = abouts(back.review->records());
  for (const auto& each : abouts(sent))
    if (std::get<2>(each).starts_with("on a "))
      CHECK(std::find(got.begin(), got.end(), each) != got.end());
}
