#include "base/error.h"
#include "support/catch.h"
#include "world.h"

using namespace retroduce;
using namespace retroduce::model;
using namespace retroduce::tests;

namespace {

std::string notes_of(const store::Receipt& receipt) {
  std::string all;
  for (const auto& each : receipt.found.sorted()) {
    all += base::to_text(each) + "\n";
  }
  return all;
}

/// A document with a text, and one extract of it.
Fill extract_at(std::int64_t begin, std::int64_t end, const std::string& quote) {
  return [=](BatchSink& sink) {
    Document document;
    document.key = "d";
    document.text = "ærlig talt";
    sink.add(document);
    Extract extract;
    extract.document = Ref<Document>(0U);
    extract.span = base::TextSpan{begin, end};
    extract.quote = quote;
    extract.line = 7;
    sink.add(extract);
  };
}

Fill configuration_with_wording(const std::string& wording, const std::string& label = "K1") {
  return [=](BatchSink& sink) {
    Concept named;
    named.label = "trust";
    named.aliases = {"confidence"};
    sink.add(named);
    Configuration configuration;
    configuration.label = label;
    Element element;
    element.role = Role::mechanism;
    element.wording = wording;
    configuration.elements = {element, element};
    sink.add(configuration);
  };
}

Fill document_with(const std::string& title) {
  return [=](BatchSink& sink) {
    Document document;
    document.key = "d";
    document.title = title;
    document.line = 12;
    sink.add(document);
  };
}

}  // namespace

TEST_CASE("the receipt counts what was added, kind by kind, and is kept", "[store][import]") {
  const StoreWorld world;
  const auto receipt = world.import([](auto& sink) { fill_all_kinds(sink, false); });
  CHECK(receipt.number == 1);
  CHECK(counts(receipt, "documents") == "2/0/0");
  CHECK(counts(receipt, "evidence") == "2/0/0");
  CHECK(counts(receipt, "memos") == "22/0/0");
  CHECK(counts(receipt, "saved questions") == "1/0/0");
  CHECK(counts(receipt, "entries") == "2/0/0");
  const auto kept = world.open()->receipts();
  REQUIRE(kept.size() == 1);
  CHECK(kept[0].source == "source.xml");
  CHECK(kept[0].content_hash == "abc");
  CHECK(kept[0].at == "2026-11-22T10:00:00Z");
  CHECK(counts(kept[0], "codings") == "3/0/0");
  CHECK(counts(kept[0], "attachments") == "2/0/0");
  CHECK(counts(kept[0], "foreign parts") == "3/0/0");
  const auto info = world.open()->info();
  CHECK(info.title == "A review");
  CHECK(info.counts.at("concepts") == 3);
  CHECK(info.schema_version == 1);
}

TEST_CASE("a coding gets its role later, and loses none", "[store][import]") {
  const StoreWorld world;
  const auto coded = [](std::optional<Role> role) {
    return [role](BatchSink& sink) {
      fill_little(sink);
      Coding coding;
      coding.extract = Ref<Extract>(0U);
      coding.concept_ = Ref<Concept>(0U);
      coding.role = role;
      sink.add(coding);
      sink.add(ForeignPart{"refi-qda", "Coding", "g", ThingKind::coding, 0, "", {}, 0});
    };
  };
  world.import(coded({}));
  const auto said = world.import(coded(Role::mechanism));
  CHECK(codes(said.found) == "import.role-said\n");
  CHECK(said.changed());
  CHECK(counts(said, "codings") == "0/1/0");
  CHECK(counts(said, "foreign parts") == "0/1/0");
  const std::string sent = world.sent(world.path());
  CHECK(sent.find("coding #0 #0 mechanism #0 ") != std::string::npos);
  CHECK(sent.find("coding #0 #0  #0 ") == std::string::npos);
  const auto again = world.import(coded({}));
  CHECK_FALSE(again.changed());
  CHECK(counts(again, "codings") == "0/1/0");
  base::NoProgress silent;
  CHECK(world.open()->damage(silent).empty());
}

TEST_CASE("the same source twice adds nothing and leaves the file as it is", "[store][import]") {
  const StoreWorld world;
  const bool with_history = GENERATE(true, false);
  world.import([&](auto& sink) { fill_all_kinds(sink, with_history); });
  const std::string before = StoreWorld::fingerprint(world.path());
  const auto again = world.import([&](auto& sink) { fill_all_kinds(sink, with_history); });
  CHECK(again.number == 0);
  CHECK(again.found.empty());
  CHECK(counts(again, "documents") == "0/2/0");
  CHECK(counts(again, "memos") == "0/22/0");
  CHECK(StoreWorld::fingerprint(world.path()) == before);
}

TEST_CASE("one new thing among known ones is added alone", "[store][import]") {
  const StoreWorld world;
  world.import(fill_little);
  const auto receipt = world.import([](auto& sink) {
    fill_little(sink);
    Concept more;
    more.label = "time";
    sink.add(more);
  });
  CHECK(receipt.number == 2);
  CHECK(counts(receipt, "concepts") == "1/1/0");
  CHECK(counts(receipt, "extracts") == "0/1/0");
}

TEST_CASE("a known key with other content is refused, named, and nothing is kept",
          "[store][import]") {
  const StoreWorld world;
  world.import(document_with("One title"));
  const std::string before = StoreWorld::fingerprint(world.path());
  const auto receipt = world.import(document_with("Another title"));
  CHECK(receipt.number == 0);
  CHECK(receipt.found.refused());
  CHECK(codes(receipt.found) == "import.document-differs\n");
  CHECK_THAT(notes_of(receipt), ContainsSubstring("source.xml:12") && ContainsSubstring("\"d\"") &&
                                    ContainsSubstring("title") && ContainsSubstring("One title") &&
                                    ContainsSubstring("Another title"));
  CHECK(StoreWorld::fingerprint(world.path()) == before);
}

TEST_CASE("every kind that comes with other content is refused", "[store][import]") {
  const StoreWorld world;
  world.import([](auto& sink) { fill_all_kinds(sink, false); });
  const auto receipt = world.import([](auto& sink) {
    sink.add(Coder{"AB", "Another name", "", {}});
    sink.add(Study{"The study", "another note", {}});
    sink.add(Theme{"buy-in", "another note", {}, {}});
    sink.add(Concept{"TRUST", "another definition", "n", {}, {"confidence", "Faith"}, false, {}});
    Configuration known;
    known.label = "CMOC 12";
    Element element;
    element.wording = "new";
    known.elements = {element};
    sink.add(known);
    sink.add(Theory{"Ours", TheoryKind::substantive, "", {}, "", {}});
  });
  CHECK(codes(receipt.found) ==
        "import.coder-differs\nimport.concept-differs\n"
        "import.configuration-differs\nimport.study-differs\nimport.theme-differs\n"
        "import.theory-differs\n");
}

TEST_CASE("a concept that comes without its definition is the one that is there",
          "[store][import]") {
  const StoreWorld world;
  world.import([](auto& sink) {
    sink.add(Concept{"trust", "what it is", "", {}, {"confidence"}, false, {}});
  });
  const auto receipt = world.import([](auto& sink) {
    Concept known;
    known.label = "trust";
    known.colour = "";
    sink.add(known);
    sink.add(Concept{"time", "", "", {}, {}, false, {}});
    sink.add(Concept{"trust", "", "", {}, {"confidence"}, false, {}});
  });
  CHECK_FALSE(receipt.found.refused());
  CHECK(counts(receipt, "concepts") == "1/2/0");
}

TEST_CASE("what a source leaves out says nothing against what is there", "[store][import]") {
  const StoreWorld world;
  const auto fill = [](bool is_whole) {
    return [is_whole](BatchSink& sink) {
      Document document;
      document.key = "d";
      if (is_whole) {
        document.title = "A title";
        document.authors = {"Smith A"};
        document.is_consultation = true;
        document.fields = {{"country", "England"}};
      }
      sink.add(document);
      Extract extract;
      extract.document = Ref<Document>(0U);
      extract.quote = "words";
      if (is_whole) extract.page = "3";
      sink.add(extract);
      Configuration claim;
      claim.label = "K";
      Element element;
      element.wording = "w";
      claim.elements = {element};
      if (is_whole) claim.title = "Of K";
      sink.add(claim);
      Memo memo;
      memo.text = "Why?";
      if (!is_whole) memo.date = "2026-01-01";
      sink.add(memo);
    };
  };
  world.import(fill(true));
  const auto receipt = world.import(fill(false));
  CHECK(codes(receipt.found).empty());
  CHECK_FALSE(receipt.changed());
  // A claim without one of its elements is another claim.
  const auto other = world.import([](auto& sink) {
    Configuration claim;
    claim.label = "K";
    sink.add(claim);
  });
  CHECK(codes(other.found) == "import.configuration-differs\n");
}

TEST_CASE("an element that differs is told with the names of the concepts", "[store][import]") {
  const StoreWorld world;
  const auto claim = [](const std::string& label) {
    return [label](BatchSink& sink) {
      sink.add(Concept{label, "", "", {}, {}, false, {}});
      Configuration known;
      known.label = "K";
      Element element;
      element.concept_ = Ref<Concept>(0U);
      known.elements = {element};
      sink.add(known);
    };
  };
  world.import(claim("trust"));
  CHECK_THAT(notes_of(world.import(claim("time"))),
             ContainsSubstring("in the review \"context, unsplit, trust") &&
                 ContainsSubstring("in the file \"context, unsplit, time"));
}

TEST_CASE("what hangs on a refused thing is left out without a word of its own",
          "[store][import]") {
  const StoreWorld world;
  world.import(document_with("One title"));
  const auto receipt = world.import([](auto& sink) {
    document_with("Another title")(sink);
    sink.add(ForeignPart{"refi-qda", "TextSource", "a", ThingKind::document, 0, "", {}, 0});
  });
  CHECK(codes(receipt.found) == "import.document-differs\n");
}

TEST_CASE("a coding or evidence that comes with another note or stance is refused",
          "[store][import]") {
  const StoreWorld world;
  const auto fill = [](const std::string& note, Stance stance) {
    return [=](BatchSink& sink) {
      fill_little(sink);
      sink.add(Coder{"AB", "", "", {}});
      sink.add(Coding{Ref<Extract>(0U), Ref<Concept>(0U), Role::context, Ref<Coder>(0U), note, {}});
      Configuration k;
      k.label = "K";
      sink.add(k);
      Evidence evidence;
      evidence.configuration = Ref<Configuration>(0U);
      evidence.extract = Ref<Extract>(0U);
      evidence.stance = stance;
      sink.add(evidence);
    };
  };
  world.import(fill("n", Stance::supports));
  CHECK(world.import(fill("n", Stance::supports)).found.empty());
  const auto receipt = world.import(fill("m", Stance::contradicts));
  CHECK(codes(receipt.found) == "import.coding-differs\nimport.evidence-differs\n");
  CHECK_THAT(notes_of(receipt), ContainsSubstring("supports") && ContainsSubstring("contradicts"));
}

TEST_CASE("the same words on two pages of a document are two extracts only by their span",
          "[store][import]") {
  const StoreWorld world;
  const auto receipt = world.import([](auto& sink) {
    Document document;
    document.key = "d";
    sink.add(document);
    Extract extract;
    extract.document = Ref<Document>(0U);
    extract.quote = "again";
    sink.add(extract);
    sink.add(extract);
    extract.span = base::TextSpan{5, 10};
    sink.add(extract);
  });
  CHECK(counts(receipt, "extracts") == "2/1/0");
}

TEST_CASE("spans count characters of the text, and a quote must stand at its span",
          "[store][import]") {
  const StoreWorld world;
  CHECK(world.import(extract_at(0, 5, "ærlig")).found.empty());
  const auto beyond = world.import_into(world.path("b"), extract_at(5, 40, "x"));
  CHECK(codes(beyond.found) == "import.span-outside\n");
  CHECK_THAT(notes_of(beyond), ContainsSubstring(":7") && ContainsSubstring("10"));
  const auto differs = world.import_into(world.path("b"), extract_at(0, 5, "aerli"));
  CHECK(codes(differs.found) == "import.quote-differs\n");
  CHECK_THAT(notes_of(differs), ContainsSubstring("aerli") && ContainsSubstring("ærlig"));
  CHECK(codes(world.import_into(world.path("b"), extract_at(5, 2, "")).found) ==
        "import.span-invalid\n");
  CHECK(codes(world.import_into(world.path("b"), extract_at(-1, 2, "")).found) ==
        "import.span-invalid\n");
  CHECK_FALSE(std::filesystem::exists(world.path("b")));
}

TEST_CASE("a wording without a concept becomes one, equal ones once", "[store][import]") {
  const StoreWorld world;
  const auto receipt = world.import(configuration_with_wording("Someone  to talk to"));
  CHECK(counts(receipt, "concepts") == "2/0/0");
  const auto snapshot = world.open()->snapshot();
  REQUIRE(snapshot->concepts.size() == 2);
  CHECK(snapshot->concepts[0].label == "Someone to talk to");
  CHECK(snapshot->concepts[0].is_wording);
  CHECK(snapshot->elements.all()[0].concept_ == snapshot->elements.all()[1].concept_);
  CHECK(world.import(configuration_with_wording("Someone  to talk to")).number == 0);
  CHECK(world.import(configuration_with_wording("someone to TALK to", "K2")).found.empty());
  CHECK(world.open()->snapshot()->concepts.size() == 2);
}

TEST_CASE("a wording that equals a label or an alias is mapped to its concept, with a note",
          "[store][import]") {
  const StoreWorld world;
  const std::string wording = GENERATE("Trust", "CONFIDENCE");
  const auto receipt = world.import(configuration_with_wording(wording));
  CHECK(codes(receipt.found) == "import.wording-mapped\n");
  CHECK(counts(receipt, "concepts") == "1/0/0");
  CHECK(world.open()->details().configuration(ConfigurationId(0U)).wordings.at(0) == wording);
}

TEST_CASE("a wording that is an alias of several concepts becomes a concept of its own",
          "[store][import]") {
  const StoreWorld world;
  const auto receipt = world.import([](auto& sink) {
    for (const char* label : {"trust in her", "trust in the practice"}) {
      Concept named;
      named.label = label;
      named.aliases = {"trust"};
      sink.add(named);
    }
    Configuration configuration;
    configuration.label = "K";
    Element element;
    element.wording = "Trust";
    configuration.elements = {element};
    sink.add(configuration);
  });
  CHECK(codes(receipt.found) == "import.wording-ambiguous\n");
  CHECK(counts(receipt, "concepts") == "3/0/0");
}

TEST_CASE("a reference to what has not come is refused", "[store][import]") {
  const StoreWorld world;
  const auto receipt = world.import([](auto& sink) {
    Extract extract;
    extract.document = Ref<Document>(3U);
    extract.line = 4;
    sink.add(extract);
    Evidence evidence;
    evidence.extract = Ref<Extract>(0U);
    sink.add(evidence);
  });
  CHECK(codes(receipt.found) == "import.dangling-reference\nimport.dangling-reference\n");
  CHECK(world.files().empty());
}

TEST_CASE("a theme that is its own parent is refused", "[store][import]") {
  const StoreWorld world;
  const auto receipt = world.import([](auto& sink) {
    sink.add(Theme{"t", "", Ref<Theme>(0U), {}});
  });
  CHECK(codes(receipt.found) == "import.dangling-reference\n");
}

TEST_CASE("a thousand refusals of a kind are told twenty times and then counted",
          "[store][import]") {
  const StoreWorld world;
  const auto receipt = world.import([](auto& sink) {
    for (std::uint32_t i = 0; i < 1000; ++i) {
      Extract extract;
      extract.document = Ref<Document>(9U);
      extract.line = i + 1;
      sink.add(extract);
    }
  });
  CHECK(receipt.found.size() == 21);
  CHECK_THAT(notes_of(receipt), ContainsSubstring("980 more"));
}

TEST_CASE("evidence for an element that the configuration does not have is refused",
          "[store][import]") {
  const StoreWorld world;
  const auto receipt = world.import([](auto& sink) {
    fill_little(sink);
    Configuration k;
    k.label = "K";
    sink.add(k);
    Evidence evidence;
    evidence.configuration = Ref<Configuration>(0U);
    evidence.extract = Ref<Extract>(0U);
    evidence.element = 0;
    sink.add(evidence);
  });
  CHECK(codes(receipt.found) == "import.no-such-element\n");
}

TEST_CASE("elements are put in printed order and evidence follows its element", "[store][import]") {
  const StoreWorld world;
  world.import([](auto& sink) {
    fill_little(sink);
    Configuration k;
    k.label = "K";
    Element outcome;
    outcome.role = Role::outcome;
    outcome.wording = "the outcome";
    Element context;
    context.role = Role::context;
    context.wording = "the context";
    k.elements = {outcome, context};
    sink.add(k);
    Evidence evidence;
    evidence.configuration = Ref<Configuration>(0U);
    evidence.extract = Ref<Extract>(0U);
    evidence.element = 0;
    sink.add(evidence);
  });
  const auto snapshot = world.open()->snapshot();
  REQUIRE(snapshot->elements.all().size() == 2);
  CHECK(snapshot->elements.all()[0].role == Role::context);
  CHECK(snapshot->evidence.all()[0].element == 1);
}

TEST_CASE("the first title is taken, another one is only noted", "[store][import]") {
  const StoreWorld world;
  const auto titled = [](const std::string& title) {
    return [=](BatchSink& sink) {
      Review review;
      review.title = title;
      sink.add(review);
      fill_little(sink);
    };
  };
  world.import(titled("Ours"));
  CHECK(world.import(titled("Ours")).found.empty());
  CHECK(codes(world.import(titled("Theirs")).found) == "import.review-kept\n");
  CHECK(world.open()->info().title == "Ours");
}

TEST_CASE("a level that the scale lacks is put at its end, the usual ones make the usual scale",
          "[store][import]") {
  const StoreWorld world;
  const auto at_level = [](const std::string& level) {
    return [=](BatchSink& sink) {
      Configuration k;
      k.label = "K " + level;
      k.level = level;
      sink.add(k);
    };
  };
  CHECK(world.import(at_level("meso")).found.empty());
  CHECK(codes(world.import(at_level("supra")).found) == "import.scale-widened\n");
  const auto snapshot = world.open()->snapshot();
  CHECK(snapshot->levels == std::vector<std::string>{"micro", "meso", "macro", "supra"});
  CHECK(snapshot->configurations[0].level == 1);
}

TEST_CASE("a dry run tells what would have been and leaves the file as it is", "[store][import]") {
  const StoreWorld world;
  const auto planned = world.import(fill_little, "AB", true);
  CHECK(counts(planned, "documents") == "1/0/0");
  CHECK(planned.changed());
  CHECK(world.files().empty());
  world.import(fill_little);
  const std::string before = StoreWorld::fingerprint(world.path());
  world.import(document_with("new"), "AB", true);
  CHECK(StoreWorld::fingerprint(world.path()) == before);
}

TEST_CASE("what the reader refused stops the import too", "[store][import]") {
  const StoreWorld world;
  {
    auto review = store::Store::create(world.path(), world.clock);
    base::NoProgress silent;
    const auto session = review->begin_import({}, silent);
    fill_little(*session);
    base::Diagnostics found;
    found.add(base::Severity::refused, "sheet.too-many-cells", "a row has too many cells");
    const auto receipt = session->finish(found);
    CHECK_FALSE(receipt.changed());
    CHECK(codes(receipt.found) == "sheet.too-many-cells\n");
  }
  CHECK(world.files().empty());
}

TEST_CASE("an import that is given up leaves the file as it was", "[store][import]") {
  const StoreWorld world;
  world.import(fill_little);
  const std::string before = StoreWorld::fingerprint(world.path());
  {
    const auto review = world.open(store::Mode::write);
    base::NoProgress silent;
    const auto session = review->begin_import({}, silent);
    fill_all_kinds(*session, true);
  }
  CHECK(StoreWorld::fingerprint(world.path()) == before);
  CHECK(world.files() == "review.retro\n");
}

TEST_CASE("an import that is stopped while words are indexed leaves the file as it was",
          "[store][import]") {
  struct Stopped : base::Progress {
    void step(std::string_view, std::int64_t, std::int64_t) override {
      throw base::Error(base::ErrorCode::interrupted, "stopped");
    }
  };
  const StoreWorld world;
  world.import(fill_little);
  const std::string before = StoreWorld::fingerprint(world.path());
  {
    const auto review = world.open(store::Mode::write);
    Stopped stopped;
    const auto session = review->begin_import({}, stopped);
    extract_at(0, 5, "ærlig")(*session);
    CHECK_THROWS_AS(session->finish({}), base::Error);
  }
  CHECK(StoreWorld::fingerprint(world.path()) == before);
}

TEST_CASE("a store imports again and again, and references stay guarded", "[store][import]") {
  const StoreWorld world;
  const auto review = store::Store::create(world.path(), world.clock);
  base::NoProgress silent;
  for (const char* key : {"a", "b", "c"}) {
    const auto session = review->begin_import({}, silent);
    Document document;
    document.key = key;
    session->add(document);
    CHECK(session->finish({}).changed());
  }
  CHECK(review->snapshot()->documents.size() == 3);
  CHECK(review->damage(silent).empty());
}

TEST_CASE("a coding without a coder is that of the one who imports", "[store][import]") {
  const StoreWorld world;
  world.import(
      [](auto& sink) {
        fill_little(sink);
        sink.add(Coding{Ref<Extract>(0U), Ref<Concept>(0U), Role::context, {}, "", {}});
      },
      "XY");
  CHECK(world.open()->details().coders() == std::vector<std::string>{"XY"});
}
