// The question as parsed: which form, its names, its filters. Names are not looked up yet.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "graph/analyses.h"
#include "query/lexer.h"

namespace retroduce::query {

struct Operator;

/// A name as written: "trust*", not "trust".
struct Name {
  std::string text;
  bool opposite = false;
  Place place;  ///< of the name alone, without `not`
};

/// What stands in a slot of the operator; `names` is empty where the slot was left out.
struct Argument {
  std::vector<Name> names;
  std::size_t number = 0;  ///< of a slot that takes a number
  bool is_given() const { return !names.empty(); }
};

enum class Comparison : std::uint8_t {
  equal,
  not_equal,
  less,
  less_or_equal,
  greater,
  greater_or_equal
};

/// One comparison of `where`.
struct Condition {
  Name field;
  Comparison comparison = Comparison::equal;
  Name value;
};

struct Question {
  std::string text;  ///< as asked, blanks at the ends removed; places count in it
  std::string rest;  ///< of it, what follows the words of the form
  const Operator* form = nullptr;
  std::vector<Argument> arguments;  ///< one per slot of the form
  bool exactly = false;
  bool by_study = false;
  std::optional<std::size_t> within;
  std::optional<graph::ChainClass> require;
  std::optional<std::size_t> threshold;      ///< regularities with support >= n
  std::optional<std::size_t> least_support;  ///< support >= n
  std::optional<std::size_t> zoom;
  std::optional<double> consistency;  ///< from 0.5 to 1
  std::vector<Name> without;
  std::vector<Condition> where;
  /// Of a form that wraps another question: that question. Its text is the whole text, so that
  /// places count alike in both.
  std::shared_ptr<const Question> inner;
};

}  // namespace retroduce::query
