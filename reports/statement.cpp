// Sentences made of the parts. The tags and the order "when … because …" are those that published
// realist reviews use (Tierney 2022, Turk 2022).
#include "reports/statement.h"

#include <functional>
#include <map>

#include "reports/cells.h"

namespace retroduce::reports {

namespace {

using model::MechanismPart;
using model::Role;
using model::SnapshotElement;
using Predicate = std::function<bool(const SnapshotElement&)>;

Predicate in_role(Role role) {
  return [role](const SnapshotElement& element) { return element.role == role; };
}

bool is_resource(const SnapshotElement& element) {
  return element.role == Role::mechanism && element.part == MechanismPart::resource;
}

bool is_because(const SnapshotElement& element) {
  return element.role == Role::mechanism && element.part != MechanismPart::resource;
}

bool fired_outcome(const SnapshotElement& element) {
  return element.role == Role::outcome && !element.when_not_fired;
}

bool unfired_outcome(const SnapshotElement& element) {
  return element.role == Role::outcome && element.when_not_fired;
}

std::string outcome_tag(const SnapshotElement& element) {
  std::string text = "O";
  if (element.direction == model::Direction::mixed || element.direction == model::Direction::none) {
    text += " ";
  }
  if (element.direction != model::Direction::unstated) text += direction_sign(element.direction);
  return element.is_unintended ? text + ", unintended" : text;
}

class Sentence {
 public:
  Sentence(const Subject& subject, TableStyle::Tags tags) : subject_(subject), tags_(tags) {}

  bool has(const Predicate& wanted) const {
    for (const SnapshotElement& element : subject_.elements) {
      if (wanted(element)) return true;
    }
    return false;
  }

  /// The first word after a full stop has a capital, later ones none.
  void words(std::string text) {
    if (starts_) text[0] = static_cast<char>(text[0] - 'a' + 'A');
    starts_ = false;
    line_.push_back(plain(std::move(text)));
  }

  void missing(const std::string& text) {
    line_.push_back(muted(text));
    starts_ = false;
  }

  /// "a and b (C)": elements in printed order; each run of them with one tag has it once, but for
  /// numbered ones. Returns how many.
  template <typename TagOf>
  int list(const Predicate& wanted, TagOf tag_of) {
    std::string open_tag;
    int count = 0;
    for (std::size_t i = 0; i < subject_.elements.size(); ++i) {
      if (!wanted(subject_.elements[i])) continue;
      const std::string its_tag = tag_of(subject_.elements[i]);
      const bool is_numbered = tags_ == TableStyle::Tags::square;
      if (count > 0 && (is_numbered || its_tag != open_tag)) close(open_tag);
      if (count > 0) line_.push_back(plain(" and "));
      const std::string text = bare(subject_.texts[i]);
      line_.push_back(plain(starts_ ? with_capital(text) : text));
      starts_ = false;
      open_tag = its_tag;
      ++count;
    }
    pending_tag_ = open_tag;
    return count;
  }

  void close() { close(pending_tag_); }
  void stop() {
    line_.push_back(plain("."));
    starts_ = true;
  }
  void blank() { line_.push_back(plain(" ")); }
  Line take() { return std::move(line_); }

 private:
  void close(const std::string& text) {
    const std::string words = text.empty() ? "" : part_tag(tags_, text, ++counts_[text[0]]);
    if (words.empty()) return;
    line_.push_back(plain(" "));
    line_.push_back(tag(words));
  }

  /// As a sentence begins; "eHealth" and "not: trust" stay as they are.
  static std::string with_capital(std::string text) {
    const auto is_small = [&](std::size_t at) {
      return at >= text.size() || text[at] < 'A' || text[at] > 'Z';
    };
    if (text.empty() || text[0] < 'a' || text[0] > 'z' || !is_small(1) || text.starts_with("not: "))
      return text;
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
  }

  /// Without a full stop of its own: it stands inside a sentence.
  static std::string bare(std::string text) {
    if (text.size() > 1 && text.back() == '.' && text[text.size() - 2] != '.') text.pop_back();
    return text;
  }

  const Subject& subject_;
  TableStyle::Tags tags_;
  std::map<char, int> counts_;  ///< of tags so far, by letter
  Line line_;
  std::string pending_tag_;
  bool starts_ = true;
};

auto always(const char* text) {
  return [text](const SnapshotElement&) { return std::string(text); };
}

/// "with I, for A, ": before everything else.
void say_circumstances(Sentence& sentence) {
  if (sentence.has(in_role(Role::intervention))) {
    sentence.words("with ");
    sentence.list(in_role(Role::intervention), always("I"));
    sentence.close();
    sentence.words(", ");
  }
  if (sentence.has(in_role(Role::actor))) {
    sentence.words("for ");
    sentence.list(in_role(Role::actor), always("A"));
    sentence.close();
    sentence.words(", ");
  }
}

void say_contexts(Sentence& sentence) {
  sentence.words("when ");
  if (sentence.list(in_role(Role::context), always("C")) > 0) {
    sentence.close();
  } else {
    sentence.missing("(context: not stated)");
  }
}

/// Reads with a thing ("a group") and with a clause ("a call is made").
void say_resources(Sentence& sentence) {
  if (!sentence.has(is_resource)) return;
  sentence.words(", given ");
  sentence.list(is_resource, always("M: resource"));
  sentence.close();
}

void say_because(Sentence& sentence, const std::string& lead) {
  if (!sentence.has(is_because)) {
    if (!lead.empty()) sentence.blank();
    sentence.missing("(because: not stated)");
    return;
  }
  sentence.words(lead + "because ");
  const bool split = sentence.has(is_resource);
  sentence.list(is_because, [split](const SnapshotElement& element) -> std::string {
    return split && element.part == MechanismPart::reasoning ? "M: reasoning" : "M";
  });
  sentence.close();
}

void say_outcomes(Sentence& sentence) {
  if (sentence.list(fired_outcome, outcome_tag) > 0) {
    sentence.close();
  } else {
    sentence.missing("(outcome: not stated)");
  }
}

Line made_of_parts(const Subject& subject, const TableStyle& style) {
  Sentence sentence(subject, style.tags);
  say_circumstances(sentence);
  if (style.order == "O-C-M") {
    say_outcomes(sentence);
    sentence.blank();
    say_contexts(sentence);
    say_resources(sentence);
    say_because(sentence, " ");
  } else {
    say_contexts(sentence);
    say_resources(sentence);
    sentence.words(", ");
    if (style.order == "C-M-O") {
      say_because(sentence, "");
      sentence.words(", ");
      say_outcomes(sentence);
    } else {
      say_outcomes(sentence);
      say_because(sentence, " ");
    }
  }
  sentence.stop();
  if (sentence.has(unfired_outcome)) {
    sentence.blank();
    sentence.words("where the mechanism does not fire, ");
    sentence.list(unfired_outcome, outcome_tag);
    sentence.close();
    sentence.stop();
  }
  return sentence.take();
}

}  // namespace

std::string part_tag(TableStyle::Tags tags, std::string words, int number) {
  if (tags == TableStyle::Tags::none) return {};
  if (tags == TableStyle::Tags::square) return "[" + words.insert(1, std::to_string(number)) + "]";
  if (tags == TableStyle::Tags::lower) words[0] = static_cast<char>(words[0] - 'A' + 'a');
  return "(" + words + ")";
}

Line statement_line(const Subject& subject, const TableStyle& style) {
  if (!subject.statement.empty()) return {plain(subject.statement)};
  return made_of_parts(subject, style);
}

Line statement_line(const Subject& subject, const TableStyle& style, NotesUsed& used) {
  Line line = statement_line(subject, style);
  for (const Run& run : line) note_run(run, used);
  used.by_hand |= !subject.statement.empty();
  return line;
}

}  // namespace retroduce::reports
