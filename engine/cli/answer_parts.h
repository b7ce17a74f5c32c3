// Parts of an answer in words: values, chains, trees of evidence.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/console.h"
#include "model/snapshot.h"
#include "query/answer.h"

namespace retroduce::cli {

/// The value of a named part, or null.
const query::Value* part(const query::Parts& parts, std::string_view name);
bool is_true(const query::Value& value);

/// A value on one line: numbers grouped, lists joined by commas, terms with their "not".
std::string plain(const query::Value& value);
std::string plain_part(const query::Parts& parts, std::string_view name);

/// "trust as mechanism (AB), loneliness as context (AB)".
std::string codings_text(const query::Value& codings);

/// The chain of row `place` as lines of context > mechanism > outcome, with its class and its
/// weakest step.
std::string chain_text(const query::Answer& answer, std::size_t place,
                       const model::Snapshot& snapshot, const Console& console);

/// "CMOC 15 (woodall2018, woodhead2017), CMOC 26 (elston2019)": what contradicts the steps of these
/// chains; empty where nothing does.
std::string disputed_text(const query::Answer& answer, const model::Snapshot& snapshot);

/// A tree of things and children, indented; its root is left away where `headline` has just named
/// it.
std::string tree_text(const query::Parts& node, std::size_t depth, const Console& console,
                      const std::string& headline = {});

}  // namespace retroduce::cli
