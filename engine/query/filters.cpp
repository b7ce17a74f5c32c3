#include "query/filters.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>

#include "base/text.h"
#include "query/judged.h"

namespace retroduce::query {
namespace {

using model::ConfigurationId;
using model::FieldColumn;
using model::Snapshot;

template <typename T>
bool compare(const T& left, Comparison comparison, const T& right) {
  switch (comparison) {
    case Comparison::equal:
      return left == right;
    case Comparison::not_equal:
      return left != right;
    case Comparison::less:
      return left < right;
    case Comparison::less_or_equal:
      return left <= right;
    case Comparison::greater:
      return left > right;
    case Comparison::greater_or_equal:
      return left >= right;
  }
  return false;
}

/// Equal where they fold alike; before and after as labels stand.
bool compare_texts(std::string_view left, Comparison comparison, std::string_view right) {
  const std::string a = base::fold(left);
  const std::string b = base::fold(right);
  if (a == b) return compare(0, comparison, 0);
  const auto order = base::compare_labels(a, b);
  return compare(order < 0 ? -1 : (order > 0 ? 1 : 0), comparison, 0);
}

std::optional<double> as_number(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

class ScopeMaker {
 public:
  ScopeMaker(const Snapshot& snapshot, const model::Details& details, const Question& question,
             Remarks& remarks)
      : snapshot_(snapshot), details_(details), question_(question), remarks_(remarks) {}

  graph::Scope make() {
    scope_.by_study = question_.by_study;
    scope_.least_support = question_.least_support.value_or(0);
    std::vector<Name> unknown;
    for (const Name& key : question_.without) {
      if (!leave_out(key)) unknown.push_back(key);
    }
    if (!unknown.empty()) {
      std::vector<std::string> keys;
      for (const auto& document : snapshot_.documents) keys.push_back(document.key);
      refuse_unknown(question_, unknown, "query.unknown-document", "no document has the key ", keys,
                     "List all with: retroduce list REVIEW documents", remarks_);
    }
    for (const Condition& condition : question_.where) apply(condition);
    keep_extracts();
    // Filtered by documents, what no document of those left supports drops out.
    if (by_documents_) scope_.least_support = std::max<std::size_t>(scope_.least_support, 1);
    return std::move(scope_);
  }

 private:
  using OfDocument = std::function<bool(std::size_t)>;
  using OfConfiguration = std::function<bool(ConfigurationId)>;
  using OfExtracts = std::map<model::ExtractKey, bool>;

  /// What a condition says of each document, and of extracts that were judged themselves.
  struct Kept {
    std::vector<bool> documents;
    OfExtracts extracts;
    bool holds(std::size_t document, model::ExtractKey extract) const {
      const auto own = extracts.find(extract);
      return own != extracts.end() ? own->second : documents[document];
    }
  };

  void refuse_at(const Name& name, std::string code, std::string message, std::string more) {
    remarks_.refused.add(
        refuse(question_.text, name.place, std::move(code), std::move(message), {std::move(more)}));
  }

  void keep_documents(const OfDocument& holds, OfExtracts extracts = {}) {
    if (!by_documents_) scope_.documents.assign(snapshot_.documents.size(), true);
    by_documents_ = true;
    Kept kept{std::vector<bool>(scope_.documents.size()), std::move(extracts)};
    for (std::size_t d = 0; d < scope_.documents.size(); ++d) {
      kept.documents[d] = holds(d);
      scope_.documents[d] = scope_.documents[d] && kept.documents[d];
    }
    kept_.push_back(std::move(kept));
  }

  /// Where extracts were judged themselves: which ones count. A document counts for one extract
  /// that does.
  void keep_extracts() {
    if (std::all_of(kept_.begin(), kept_.end(),
                    [](const Kept& kept) { return kept.extracts.empty(); })) {
      return;
    }
    leave_extracts(
        details_.extracts(),
        [&](model::DocumentId document, model::ExtractKey extract) {
          return std::all_of(kept_.begin(), kept_.end(), [&](const Kept& kept) {
            return kept.holds(document.index(), extract);
          });
        },
        scope_);
  }

  void keep_configurations(const OfConfiguration& holds) {
    auto& set = scope_.configurations;
    if (set.empty()) set.assign(snapshot_.configurations.size(), true);
    for (std::size_t k = 0; k < set.size(); ++k) set[k] = set[k] && holds(ConfigurationId{k});
  }

  /// False where no document has the key.
  bool leave_out(const Name& key) {
    const std::string wanted = base::fold(key.text);
    bool known = false;
    // The very key first: a review may hold Smith2010 and smith2010.
    const bool exact = std::any_of(snapshot_.documents.begin(), snapshot_.documents.end(),
                                   [&](const auto& document) { return document.key == key.text; });
    keep_documents([&](std::size_t d) {
      const std::string& its = snapshot_.documents[d].key;
      const bool same = exact ? its == key.text : base::fold(its) == wanted;
      known = known || same;
      return !same;
    });
    return known;
  }

  void apply(const Condition& condition) {
    const std::string field = base::fold(condition.field.text);
    if (apply_to_configurations(field, condition)) return;
    if (apply_to_documents(field, condition)) return;
    std::vector<std::string> fields = {"key",    "study", "theme", "level",
                                       "status", "label", "actor"};
    for (const FieldColumn& column : snapshot_.fields) fields.push_back(column.name);
    std::sort(fields.begin(), fields.end());
    fields.erase(std::unique(fields.begin(), fields.end()), fields.end());
    refuse_at(condition.field, "query.unknown-field",
              "no field is called " + in_quotes(condition.field.text),
              "Fields: " + base::join(fields, ", "));
  }

  bool takes(unsigned modifier, const Condition& condition) {
    if ((question_.form->takes & modifier) != 0) return true;
    refuse_at(condition.field, "query.not-taken",
              in_quotes(condition.field.text) + " does not filter this question",
              modifier == takes_configurations
                  ? "It is a field of configurations, and the answers are not made of them"
                  : "It is a field of documents, and the answers are not counted by them");
    return false;
  }

  bool is_order(const Condition& condition) {
    return condition.comparison != Comparison::equal &&
           condition.comparison != Comparison::not_equal;
  }

  // --- Configurations ---

  bool apply_to_configurations(const std::string& field, const Condition& condition) {
    static constexpr std::string_view known[] = {"theme", "level", "status", "label", "actor"};
    if (std::find(std::begin(known), std::end(known), field) == std::end(known)) return false;
    if (!takes(takes_configurations, condition)) return true;
    if (field == "theme") by_theme(condition);
    if (field == "level") by_level(condition);
    if (field == "status") by_status(condition);
    if (field == "label") by_label(condition);
    if (field == "actor") by_actor(condition);
    return true;
  }

  const model::ConfigurationFacts& at(ConfigurationId k) const {
    return snapshot_.configurations.facts()[k.index()];
  }

  void by_theme(const Condition& condition) {
    std::vector<std::string> labels;
    for (const auto& theme : snapshot_.themes) labels.push_back(theme.label);
    note_if_unknown(condition, labels, "no theme is called ");
    std::vector<bool> holds;
    for (const auto& theme : snapshot_.themes) {
      holds.push_back(compare_texts(theme.label, condition.comparison, condition.value.text));
    }
    keep_configurations(
        [&](ConfigurationId k) { return at(k).theme.is_set() && holds[at(k).theme.index()]; });
  }

  void note_unknown(const Condition& condition, const std::string& sentence) {
    remarks_.notes.push_back(sentence + in_quotes(condition.value.text));
  }

  /// Levels and ratings compare by their place on the review's scale.
  std::optional<std::int32_t> place_on(const std::vector<std::string>& scale,
                                       const Condition& condition) {
    const std::string wanted = base::fold(condition.value.text);
    for (std::size_t i = 0; i < scale.size(); ++i) {
      if (base::fold(scale[i]) == wanted) return static_cast<std::int32_t>(i);
    }
    refuse_at(
        condition.value, "query.unknown-value",
        in_quotes(condition.value.text) + " is no " + condition.field.text + " of this review",
        scale.empty() ? "It has none" : "From the lowest: " + base::join(scale, ", "));
    return std::nullopt;
  }

  void by_level(const Condition& condition) {
    const auto place = place_on(snapshot_.levels, condition);
    if (!place) return;
    keep_configurations([&](ConfigurationId k) {
      return at(k).level >= 0 && compare(std::int32_t{at(k).level}, condition.comparison, *place);
    });
  }

  void by_status(const Condition& condition) {
    const auto status = model::from_word<model::Status>(condition.value.text);
    if (!status) {
      refuse_at(condition.value, "query.unknown-value",
                in_quotes(condition.value.text) + " is no status",
                "Statuses: proposed, supported, refined, refuted");
      return;
    }
    if (is_order(condition)) {
      refuse_at(condition.value, "query.comparison", "a status has no order: use = or !=",
                "Statuses: proposed, supported, refined, refuted");
      return;
    }
    keep_configurations(
        [&](ConfigurationId k) { return compare(at(k).status, condition.comparison, *status); });
  }

  /// Where no label of `all` is the one that is asked for.
  template <typename Labels>
  void note_if_unknown(const Condition& condition, const Labels& all, const std::string& sentence) {
    const std::string wanted = base::fold(condition.value.text);
    for (const auto& label : all) {
      if (base::fold(label) == wanted) return;
    }
    if (!is_order(condition)) note_unknown(condition, sentence);
  }

  void by_label(const Condition& condition) {
    std::vector<std::string> labels;
    for (const auto& one : snapshot_.configurations) labels.emplace_back(one.label);
    note_if_unknown(condition, labels, "no configuration is called ");
    keep_configurations([&](ConfigurationId k) {
      return compare_texts(snapshot_.configurations[k.index()].label, condition.comparison,
                           condition.value.text);
    });
  }

  /// True of a configuration where some actor fits; `!=` where it has actors and none is the one.
  void by_actor(const Condition& condition) {
    if (is_order(condition)) {
      refuse_at(condition.value, "query.comparison",
                "actors have no order: use = or !=", "Such as: where actor = \"link worker\"");
      return;
    }
    const auto concepts =
        matching_concepts(snapshot_, condition.value.text, question_.exactly, remarks_.notes);
    if (concepts.empty()) note_unknown(condition, "no concept is called ");
    keep_configurations([&](ConfigurationId k) {
      bool some = false;
      bool fits = false;
      for (const auto& element : snapshot_.elements_of(k)) {
        if (element.role != model::Role::actor) continue;
        some = true;
        fits = fits || (!element.opposite &&
                        std::binary_search(concepts.begin(), concepts.end(), element.concept_));
      }
      return some && fits == (condition.comparison == Comparison::equal);
    });
  }

  // --- Documents ---

  bool apply_to_documents(const std::string& field, const Condition& condition) {
    const auto column =
        std::find_if(snapshot_.fields.begin(), snapshot_.fields.end(),
                     [&](const FieldColumn& one) { return base::fold(one.name) == field; });
    const bool known = column != snapshot_.fields.end() || field == "key" || field == "study";
    if (!known) return false;
    if (!takes(takes_documents, condition)) return true;
    if (field == "key") {
      std::vector<std::string> keys;
      for (const auto& one : snapshot_.documents) keys.push_back(one.key);
      note_if_unknown(condition, keys, "no document has the key ");
      keep_documents([&](std::size_t d) {
        return compare_texts(snapshot_.documents[d].key, condition.comparison,
                             condition.value.text);
      });
    } else if (field == "study") {
      note_if_unknown(condition, snapshot_.studies, "no study is called ");
      keep_documents([&](std::size_t d) {
        return compare_texts(snapshot_.studies[snapshot_.documents[d].study.index()],
                             condition.comparison, condition.value.text);
      });
    } else {
      by_column(*column, condition);
    }
    return true;
  }

  void by_column(const FieldColumn& column, const Condition& condition) {
    std::vector<bool> holds;
    OfExtracts extracts;
    if (column.kind == FieldColumn::Kind::rating) {
      const auto& scale = scale_of(snapshot_, column);
      const auto place = place_on(scale, condition);
      if (!place) return;
      for (const std::string& word : column.words) {
        const auto at = std::find(scale.begin(), scale.end(), word);
        const auto value = static_cast<std::int32_t>(at - scale.begin());
        holds.push_back(at != scale.end() && compare(value, condition.comparison, *place));
      }
      for (const auto& [key, value] : judged_extracts(details_, column, scale))
        extracts[key] = compare(value, condition.comparison, *place);
    } else if (column.kind == FieldColumn::Kind::number) {
      const auto number = as_number(condition.value.text);
      if (!number) {
        refuse_at(condition.value, "query.unknown-value",
                  in_quotes(condition.value.text) + " is no number, and " + column.name + " is one",
                  "Such as: where " + column.name + " >= 2015");
        return;
      }
      for (const std::string& word : column.words) {
        const auto value = as_number(word);
        holds.push_back(value && compare(*value, condition.comparison, *number));
      }
    } else {
      const bool by_number = is_order(condition) && as_number(condition.value.text);
      std::vector<std::string> no_numbers;
      for (const std::string& word : column.words) {
        const bool fits = !by_number || as_number(word);
        holds.push_back(fits && compare_texts(word, condition.comparison, condition.value.text));
        if (!fits) no_numbers.push_back(word);
      }
      note_no_numbers(column, std::move(no_numbers));
      note_value_that_nothing_has(column, condition);
    }
    if (extracts.empty() && std::all_of(column.code.begin(), column.code.end(),
                                        [](std::int32_t code) { return code < 0; })) {
      remarks_.notes.push_back("no document has a " + column.name);
    }
    keep_documents(
        [&](std::size_t d) {
          const std::int32_t code = column.code[d];
          return code >= 0 && holds[static_cast<std::size_t>(code)];
        },
        std::move(extracts));
  }

  /// "about 30" is neither at least 20 nor below it.
  void note_no_numbers(const FieldColumn& column, std::vector<std::string> words) {
    if (words.empty()) return;
    constexpr std::size_t most = 3;
    const std::size_t more = words.size() > most ? words.size() - most : 0;
    words.resize(words.size() - more);
    for (std::string& word : words) word = in_quotes(word);
    if (more > 0) words.push_back(std::to_string(more) + " more");
    remarks_.notes.push_back("left out, since no number can be held against them: " + column.name +
                             " " + base::join(words, ", "));
  }

  void note_value_that_nothing_has(const FieldColumn& column, const Condition& condition) {
    if (is_order(condition)) return;
    for (const std::string& word : column.words) {
      if (compare_texts(word, Comparison::equal, condition.value.text)) return;
    }
    std::vector<std::string> near = base::nearest(condition.value.text, column.words);
    remarks_.notes.push_back("no document has " + column.name + " " +
                             in_quotes(condition.value.text) +
                             (near.empty() ? "" : "; nearest: " + base::join(near, ", ")));
  }

  const Snapshot& snapshot_;
  const model::Details& details_;
  const Question& question_;
  Remarks& remarks_;
  graph::Scope scope_;
  bool by_documents_ = false;
  std::vector<Kept> kept_;  ///< by condition
};

}  // namespace

graph::Scope make_scope(const Snapshot& snapshot, const model::Details& details,
                        const Question& question, Remarks& remarks) {
  return ScopeMaker(snapshot, details, question, remarks).make();
}

}  // namespace retroduce::query
