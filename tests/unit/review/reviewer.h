// Sentences that fit a review as it is, more or less: many are refused, which must change nothing.
#pragma once

#include <algorithm>
#include <filesystem>
#include <memory>
#include <random>
#include <string>

#include "model/vocabulary.h"
#include "store/things.h"

namespace retroduce::tests {

class Reviewer {
 public:
  /// `fresh_names`: how many new names there are; few, where several are to come upon the same.
  Reviewer(std::filesystem::path path, unsigned seed, int fresh_names = 1000000)
      : path_(std::move(path)), random_(seed), fresh_names_(fresh_names) {}

  std::string sentence() { return below(2) == 0 ? usual_sentence() : rare_sentence(); }
  std::size_t below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_);
  }

 private:
  /// What coders do all day.
  std::string usual_sentence() {
    switch (below(27)) {
      case 0:
        return "add concept " + fresh();
      case 1:
        return "rename concept " + concept_() + " to " + fresh();
      case 2:
        return "merge concept " + concept_() + " into " + concept_();
      case 3:
        return "move concept " + concept_() + " under " + concept_();
      case 4:
        return "retire concept " + concept_() + (below(2) == 0 ? " with everything" : "");
      case 5:
        return "merge configuration " + configuration() + " into " + configuration();
      case 6:
        return "split configuration " + configuration() + " into " + fresh();
      case 7:
        return "retire configuration " + configuration();
      case 8:
        return "add " + role() + " " + concept_() + " to " + configuration() +
               (below(2) == 0 ? " opposite" : "");
      case 9:
        return "remove " + role() + " " + concept_() + " from " + configuration();
      case 10:
        return "code " + extract() + " as " + role() + " " + concept_();
      case 11:
        return "uncode " + extract() + " as " + concept_();
      case 12:
        return "support " + configuration() + " with " + extract() + " on " + role() + " " +
               concept_();
      case 13:
        return "contradict " + configuration() + " with " + extract();
      case 14:
        return "note on concept " + concept_() + " " + fresh();
      case 15:
        return "judge " + document() + " rigour low because " + fresh();
      case 16:
        return "link " + configuration() + " to " + configuration() + " as ripple";
      case 17:
        return "note on configuration " + configuration() + " " + fresh();
      case 18:
        return "retire document " + document() + " with everything";
      case 19:
        return "set concept " + concept_() + " definition " + fresh();
      case 21:
        return "rename configuration " + configuration() + " to " + label();
      case 22:
        return "renumber \"CMOC \"";
      case 23:
        return "add configuration " + label();
      case 24:
        return "retire configuration " + configuration() + " with everything";
      case 25:
        return "set review title " + fresh();
      case 20:
        return "alias " + concept_() + " as " + fresh();
      default:
        return "set configuration " + configuration() + " title " + fresh();
    }
  }
  /// Things of every kind, and what is done to them now and then.
  std::string rare_sentence() {
    const store::ThingShape& shape = some_shape();
    const std::string kind(model::to_word(shape.kind));
    switch (below(18)) {
      case 0:
      case 1:
      case 2:
        return "set " + kind + " " + one_of(shape.kind) + some_property(shape);
      case 3:
        return "clear " + kind + " " + one_of(shape.kind) + " " +
               std::string(some_field(shape).key);
      case 4:
      case 5:
        return "add " + kind + " " + fresh() + whose(shape.kind) + some_property(shape);
      case 6:
        return "rename " + kind + " " + one_of(shape.kind) + " to " + fresh();
      case 7:
        return "retire " + kind + " " + one_of(shape.kind) +
               (below(2) == 0 ? " with everything" : "");
      case 8:
        return "merge " + kind + " " + one_of(shape.kind) + " into " + one_of(shape.kind);
      case 9:
        return "note on " + kind + " " + one_of(shape.kind) + " " + fresh();
      case 10:
        return "map " + concept_() + " to " + (below(2) == 0 ? concept_() : fresh());
      case 11:
        return "split concept " + concept_() + " into " + fresh() + " for extract " + extract() +
               " and configuration " + configuration();
      case 12:
        return below(2) == 0 ? "refine " + configuration() + " with " + extract()
                             : "withdraw " + extract() + " from " + configuration();
      case 13:
        return below(2) == 0 ? "judge extract " + extract() + " relevance high"
                             : "read " + document() + " note " + fresh();
      case 14:
        return (below(2) == 0 ? "assign " + document() + " to " + coder()
                              : "unassign " + document() + " from " + coder());
      case 15:
        return below(2) == 0 ? "finish " + document()
                             : "move theme " + one_of(model::ThingKind::theme) + " under " +
                                   one_of(model::ThingKind::theme);
      case 16:
        return below(2) == 0 ? "unlink " + configuration() + " to " + configuration()
                             : "alias " + concept_() + " not as " + fresh();
      default:
        return "add extract " + fresh() + " from " + document();
    }
  }

  /// Of a kind that has a name.
  const store::ThingShape& some_shape() {
    const auto shapes = store::thing_shapes();
    while (true) {
      const store::ThingShape& shape = shapes[below(shapes.size())];
      if (!shape.name.empty() && shape.kind != model::ThingKind::attachment) return shape;
    }
  }
  const store::ThingField& some_field(const store::ThingShape& shape) {
    while (true) {
      const store::ThingField& field = shape.fields[below(shape.fields.size())];
      if (!field.key.empty()) return field;
    }
  }
  std::string some_property(const store::ThingShape& shape) {
    using Type = store::ThingField::Type;
    const store::ThingField& field = some_field(shape);
    std::string value = fresh();
    if (field.type == Type::reference) value = one_of(field.of);
    if (field.type == Type::number) value = std::to_string(below(9));
    if (field.type == Type::flag) value = below(2) == 0 ? "" : "no";
    if (field.words != nullptr) value = std::string(field.words()[below(field.words().size())]);
    return " " + std::string(field.key) + " " + value;
  }
  /// What a new thing of the kind belongs to.
  std::string whose(model::ThingKind kind) {
    if (kind == model::ThingKind::statement)
      return " version " + one_of(model::ThingKind::theory_version);
    if (kind == model::ThingKind::theory_version || kind == model::ThingKind::construct)
      return " theory " + one_of(model::ThingKind::theory);
    return {};
  }

  std::string fresh() {
    const int number = ++made_ > fresh_names_
                           ? 1 + static_cast<int>(below(static_cast<std::size_t>(fresh_names_)))
                           : made_;
    return "\"thing " + std::to_string(number) + "\"";
  }
  /// One of few, so that several come upon the same.
  std::string label() { return "\"CMOC " + std::to_string(1 + below(4)) + "\""; }
  std::string role() {
    constexpr const char* roles[] = {"context", "mechanism", "reasoning", "outcome", "actor"};
    return roles[below(std::size(roles))];
  }
  /// One of the first of them.
  std::string one_of(model::ThingKind kind) {
    const store::ThingShape& shape = store::shape_of(kind);
    if (shape.name.empty() || kind == model::ThingKind::extract) return "\"none\"";
    const std::string column(store::find_field(shape, shape.name)->column);
    const auto names =
        texts("SELECT " + column + " FROM " + std::string(shape.table) + " ORDER BY 1 LIMIT 12");
    return names.empty() ? "\"none\"" : "\"" + names[below(names.size())] + "\"";
  }
  std::string concept_() { return one_of(model::ThingKind::concept_); }
  std::string configuration() { return one_of(model::ThingKind::configuration); }
  std::string document() { return one_of(model::ThingKind::document); }
  std::string coder() { return one_of(model::ThingKind::coder); }
  std::string extract() {
    const auto all = texts(
        "SELECT c.uid || '.' || e.ordinal FROM extract e JOIN change c ON c.id = e.change ORDER BY "
        "e.id LIMIT 20");
    return all.empty() ? "\"none\"" : "\"" + all[below(all.size())] + "\"";
  }
  /// Read by one connection: to open a file costs more than to ask it.
  std::vector<std::string> texts(const std::string& sql) {
    if (!connection_)
      connection_ = std::make_unique<store::Connection>(path_, store::Connection::Access::read);
    std::vector<std::string> list;
    store::Query query(connection_->prepared(sql));
    while (query.next()) list.push_back(query.text(0));
    return list;
  }

  std::filesystem::path path_;
  std::unique_ptr<store::Connection> connection_;
  std::mt19937 random_;
  int fresh_names_;
  int made_ = 0;
};

}  // namespace retroduce::tests
