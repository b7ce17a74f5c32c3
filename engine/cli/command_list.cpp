// retroduce list: the things of one kind, a line each.
#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <set>

#include <CLI/CLI.hpp>

#include "base/markup.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/common.h"
#include "cli/opening.h"
#include "cli/text_table.h"
#include "query/renamed.h"
#include "review/review.h"

namespace retroduce::cli {

namespace {

struct Options {
  std::string review;
  std::string kind;
  std::string as_of;
};

struct Listing {
  std::vector<TextColumn> columns;
  std::vector<std::vector<std::string>> rows;
};

std::string number(std::size_t value) { return base::grouped(static_cast<std::int64_t>(value)); }

Listing documents(review::Review& review) {
  const auto snapshot = review.snapshot();
  std::vector<std::size_t> uses(snapshot->documents.size(), 0);
  for (std::uint32_t k = 0; k < snapshot->configurations.size(); ++k) {
    model::DocumentId last;
    for (const auto& evidence : snapshot->evidence_of(model::ConfigurationId(k))) {
      if (evidence.document != last) ++uses[evidence.document.index()];
      last = evidence.document;
    }
  }
  Listing listing{
      {{"key"}, {"year"}, {"first author"}, {"title", false, true}, {"configurations", true}}, {}};
  for (std::uint32_t d = 0; d < snapshot->documents.size(); ++d) {
    const model::Document document = review.details().document(model::DocumentId(d));
    listing.rows.push_back({document.key, document.year ? std::to_string(*document.year) : "n.d.",
                            document.authors.empty() ? "not stated" : document.authors.front(),
                            base::without_inline_tags(document.title), number(uses[d])});
  }
  return listing;
}

Listing studies(review::Review& review) {
  const auto snapshot = review.snapshot();
  Listing listing{{{"study"}, {"documents", false, true}}, {}};
  for (std::uint32_t s = 0; s < snapshot->studies.size(); ++s) {
    std::vector<std::string> keys;
    for (const auto& document : snapshot->documents) {
      if (document.study == model::StudyId(s)) keys.push_back(document.key);
    }
    listing.rows.push_back({snapshot->studies[s], base::join(keys, ", ")});
  }
  return listing;
}

std::string parent_label(const model::Snapshot& snapshot, const model::SnapshotConcept& each) {
  return each.parent.is_set() ? std::string(snapshot.concepts[each.parent.index()].label) : "";
}

Listing concepts(review::Review& review) {
  const auto snapshot = review.snapshot();
  std::vector<std::array<std::size_t, 5>> uses(snapshot->concepts.size());
  for (const auto& element : snapshot->elements.all())
    ++uses[element.concept_.index()][static_cast<std::size_t>(element.role)];
  Listing listing{{{"concept", false, true},
                   {"below", false, true},
                   {"as context", true},
                   {"as mechanism", true},
                   {"as outcome", true}},
                  {}};
  for (std::size_t c = 0; c < snapshot->concepts.size(); ++c) {
    const auto& each = snapshot->concepts[c];
    const auto of = [&](model::Role role) {
      return number(uses[c][static_cast<std::size_t>(role)]);
    };
    listing.rows.push_back({each.label + (each.is_wording ? " (a wording, to be mapped)" : ""),
                            parent_label(*snapshot, each), of(model::Role::context),
                            of(model::Role::mechanism), of(model::Role::outcome)});
  }
  return listing;
}

Listing configurations(review::Review& review) {
  const auto snapshot = review.snapshot();
  const model::Details& details = review.details();
  Listing listing{{{"label"},
                   {"title", false, true},
                   {"theme", false, true},
                   {"level"},
                   {"status"},
                   {"evidence", true}},
                  {}};
  for (std::uint32_t k = 0; k < snapshot->configurations.size(); ++k) {
    const auto& each = snapshot->configurations[k];
    listing.rows.push_back(
        {each.label, details.configuration(model::ConfigurationId(k)).title,
         each.theme.is_set() ? snapshot->themes[each.theme.index()].label : "",
         each.level >= 0 ? snapshot->levels[static_cast<std::size_t>(each.level)] : "",
         std::string(to_word(each.status)),
         number(snapshot->evidence_of(model::ConfigurationId(k)).size())});
  }
  return listing;
}

Listing extracts(review::Review& review) {
  const auto snapshot = review.snapshot();
  Listing listing{{{"document"}, {"page"}, {"coded"}, {"evidence"}, {"text", false, true}}, {}};
  const model::Details& details = review.details();
  std::map<model::ExtractKey, std::string> doubts;
  for (const model::DoubtfulExtract& each : details.doubtful()) doubts[each.key] = each.doubt;
  if (!doubts.empty()) listing.columns.push_back({"in doubt", false, true});
  details.each_extract([&](model::ExtractKey key, model::DocumentId document,
                           std::span<const model::ConceptId> concepts, bool evidence) {
    const model::ExtractDetail extract = details.extract(key);
    listing.rows.push_back({snapshot->documents[document.index()].key, extract.page,
                            concepts.empty() ? "no" : "yes", evidence ? "yes" : "no",
                            base::shorten(base::collapse_blanks(extract.quote), 120)});
    if (!doubts.empty()) listing.rows.back().push_back(doubts[key]);
  });
  return listing;
}

Listing themes(review::Review& review) {
  const auto snapshot = review.snapshot();
  Listing listing{{{"theme"}, {"configurations", true}}, {}};
  for (std::uint32_t t = 0; t < snapshot->themes.size(); ++t) {
    const auto count =
        std::count_if(snapshot->configurations.begin(), snapshot->configurations.end(),
                      [&](const auto& each) { return each.theme == model::ThemeId(t); });
    listing.rows.push_back({snapshot->themes[t].label, number(static_cast<std::size_t>(count))});
  }
  return listing;
}

Listing theories(review::Review& review) {
  review.snapshot();
  const model::TheoryDetails all = review.details().theories();
  Listing listing{{{"theory"}, {"kind"}, {"versions"}, {"constructs", true}}, {}};
  for (std::uint32_t t = 0; t < all.theories.size(); ++t) {
    std::vector<std::string> versions;
    for (const model::TheoryVersion& each : all.versions)
      if (each.theory.index() == t) versions.push_back(each.label);
    const auto constructs =
        std::count_if(all.constructs.begin(), all.constructs.end(),
                      [&](const model::Construct& each) { return each.theory.index() == t; });
    listing.rows.push_back({all.theories[t].label, std::string(to_word(all.theories[t].kind)),
                            base::join(versions, ", "),
                            number(static_cast<std::size_t>(constructs))});
  }
  return listing;
}

/// The last version of a theory last, as it grew.
Listing statements(review::Review& review) {
  review.snapshot();
  const model::TheoryDetails all = review.details().theories();
  Listing listing{{{"theory"}, {"version"}, {"statement"}, {"came about"}, {"text", false, true}},
                  {}};
  for (std::uint32_t v = 0; v < all.versions.size(); ++v) {
    const std::size_t first = listing.rows.size();
    for (const model::Statement& each : all.statements) {
      if (each.version.index() != v) continue;
      std::set<std::string> ways;
      for (const model::StatementLineage& way : each.lineage)
        ways.insert(std::string(to_word(way.lineage)));
      listing.rows.push_back(
          {all.theories[all.versions[v].theory.index()].label, all.versions[v].label, each.label,
           base::join({ways.begin(), ways.end()}, ", "), base::collapse_blanks(each.text)});
    }
    std::stable_sort(
        listing.rows.begin() + static_cast<std::ptrdiff_t>(first), listing.rows.end(),
        [](const auto& a, const auto& b) { return base::compare_labels(a[2], b[2]) < 0; });
  }
  return listing;
}

Listing coders(review::Review& review) {
  review.snapshot();
  Listing listing{{{"coder"}}, {}};
  for (const std::string& coder : review.details().coders()) listing.rows.push_back({coder});
  return listing;
}

Listing questions(review::Review& review) {
  Listing listing{{{"name"}, {"question", false, true}, {"last asked"}}, {}};
  for (const model::KeptQuestion& each : review.store().saved_questions())
    listing.rows.push_back({each.name, query::asked_today(each.text, each.renamed),
                            each.last ? each.last->at : "never"});
  return listing;
}

/// What a flow chart of a review asks for, per round and database.
Listing searches(review::Review& review) {
  Listing listing{{{"search"},
                   {"database"},
                   {"searched"},
                   {"records", true},
                   {"doubles", true},
                   {"documents", true}},
                  {}};
  for (const model::SearchCount& each : review.store().searches())
    listing.rows.push_back({each.search.empty() ? "(not said)" : each.search,
                            each.database.empty() ? "(not said)" : each.database, each.searched,
                            base::grouped(each.records), base::grouped(each.doubles),
                            base::grouped(each.documents)});
  return listing;
}

Listing memos(review::Review& review) {
  Listing listing{{{"date"}, {"by"}, {"on", false, true}, {"memo", false, true}}, {}};
  for (const store::MemoFacts& each : review.store().memos())
    listing.rows.push_back(
        {each.date.substr(0, 10), each.coder, each.about, base::collapse_blanks(each.text)});
  return listing;
}

struct Kind {
  const char* name;
  Listing (*list)(review::Review&);
};
constexpr Kind kinds[] = {{"documents", documents}, {"studies", studies},
                          {"concepts", concepts},   {"configurations", configurations},
                          {"extracts", extracts},   {"themes", themes},
                          {"coders", coders},       {"questions", questions},
                          {"searches", searches},   {"memos", memos},
                          {"theories", theories},   {"statements", statements}};

int list(const Options& options, Console& console) {
  for (const Kind& kind : kinds) {
    if (options.kind != kind.name) continue;
    auto review = open_to_read(options.review, options.as_of, console);
    say_open_conflicts(options.review, review, console, options.as_of);
    const Listing listing = kind.list(review);
    if (listing.rows.empty()) {
      console.out(options.review + " holds no " + options.kind + " yet.\n");
    } else {
      console.out(text_table(listing.columns, listing.rows,
                             console.out_is_terminal ? console.width : 0, ""));
    }
    return done;
  }
  std::vector<std::string> names;
  for (const Kind& kind : kinds) names.emplace_back(kind.name);
  console.say("error: " + options.kind + " is nothing that can be listed");
  console.say("It is one of: " + base::join(names, ", "));
  return usage;
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("REVIEW", options->review, "The review file")->required();
  app.add_option("KIND", options->kind,
                 "documents, studies, concepts, configurations, extracts, themes, coders, "
                 "questions (those that are saved), searches, memos, theories or statements")
      ->required();
  add_as_of(app, options->as_of);
  return [options](Console& console) { return list(*options, console); };
}

}  // namespace

extern const Command command_list{
    "list", "List the things of one kind",
    "  retroduce list sp.retro concepts\n  retroduce list sp.retro configurations\n", set_up};

}  // namespace retroduce::cli
