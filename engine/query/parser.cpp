#include "query/parser.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text.h"
#include "query/nearest_form.h"
#include "query/operator.h"

namespace retroduce::query {
namespace {

constexpr std::string_view reserved[] = {"and",   "as",    "at",   "by",      "exactly", "from",
                                         "given", "not",   "of",   "require", "support", "through",
                                         "to",    "where", "with", "within",  "without", "zoom"};

/// Thrown inside this file only: leaves the descent at the first place that does not fit.
struct Misfit {
  base::Diagnostic diagnostic;
};

std::string shown(const Token& token) {
  if (token.kind == Token::Kind::end) return "the end";
  return token.kind == Token::Kind::quoted ? "the name " + shown_name(token.text)
                                           : shown_name(token.text);
}

class Parser {
 public:
  Parser(std::string_view text, std::vector<Token> tokens) : tokens_(std::move(tokens)) {
    question_.text = std::string(text);
  }

  /// A question inside another one: `tokens` begin at its place in the whole text.
  Parser(const std::string& whole, std::vector<Token> tokens, std::string before,
         const Operator* outer)
      : tokens_(std::move(tokens)), before_(std::move(before)), outer_(outer) {
    question_.text = whole;
  }

  Question read() {
    read_form();
    if (outer_ != nullptr && wraps(*question_.form) && !opens(*outer_, *question_.form)) {
      throw Misfit{refuse(question_.text, tokens_.front().place, "query.not-taken",
                          "a question that wraps another cannot be wrapped",
                          {"Only rows of sensitivity can be opened: why 1 of sensitivity of "
                           "outcomes"})};
    }
    question_.arguments.resize(question_.form->slots.size());
    for (std::size_t i = 0; i < question_.form->slots.size(); ++i) {
      const Slot& slot = question_.form->slots[i];
      if (slot.kind != Slot::Kind::none && slot.word.empty()) read_slot(i);
    }
    while (peek().kind != Token::Kind::end) {
      if (!read_named_slot() && !read_modifier()) fail_at_rest();
    }
    check_slots();
    return std::move(question_);
  }

 private:
  const Token& peek(std::size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
  }

  [[noreturn]] void fail(const Token& token, std::string code, std::string message) const {
    const std::string nearest = nearest_form(tokens_);
    fail(token, std::move(code), std::move(message),
         nearest.empty() ? "All forms of question: retroduce ask --help"
                         : "Nearest: " + before_ + nearest);
  }

  [[noreturn]] void fail(const Token& token, std::string code, std::string message,
                         std::string more) const {
    throw Misfit{refuse(question_.text, token.place, std::move(code), std::move(message),
                        {std::move(more)})};
  }

  [[noreturn]] void expected(const std::string& what) const {
    fail(peek(), "query.expected", what + " is expected here, not " + shown(peek()));
  }

  /// How many tokens the words of `phrase` match from here; 0 where they do not all match.
  std::size_t matches(std::string_view phrase) const {
    std::size_t count = 0;
    for (const std::string& word : base::split(phrase, ' ')) {
      if (!peek(count).is(word)) return 0;
      ++count;
    }
    return count;
  }

  bool accept(std::string_view phrase) {
    const std::size_t count = matches(phrase);
    at_ += count;
    return count != 0;
  }

  static bool wraps(const Operator& form) {
    return std::any_of(form.slots.begin(), form.slots.end(),
                       [](const Slot& slot) { return slot.kind == Slot::Kind::question; });
  }

  static bool is_numbered(const Operator& form) {
    return wraps(form) && form.slots[0].kind == Slot::Kind::number;
  }
  /// "why 3 of sensitivity of"
  static bool opens(const Operator& outer, const Operator& form) {
    return is_numbered(outer) && !is_numbered(form);
  }

  /// How many tokens tell this form; "why 3 of" wraps a question, "why 3" is of a configuration.
  std::size_t told(const Operator& form) const {
    const std::size_t count = matches(form.name);
    const bool numbered = is_numbered(form);
    if (count == 0 || !numbered) return count;
    return peek(count).kind == Token::Kind::word && peek(count + 1).is("of") ? count + 2 : 0;
  }

  void read_form() {
    std::size_t longest = 0;
    for (const Operator* one : operators()) {
      const std::size_t count = told(*one);
      if (count <= longest) continue;
      longest = count;
      question_.form = one;
    }
    if (longest == 0) fail_at_form();
    at_ += matches(question_.form->name);
    question_.rest = question_.text.substr(peek().place.begin);
  }

  /// The rest of the tokens, as a question of its own; places stay those of the whole text.
  void read_question(Argument& argument) {
    const Token& first = peek();
    argument.names.push_back({question_.text.substr(first.place.begin), false, first.place});
    std::vector<Token> rest(tokens_.begin() + static_cast<std::ptrdiff_t>(at_), tokens_.end());
    std::string before(base::trim(question_.text.substr(0, first.place.begin)));
    before += ' ';
    question_.inner = std::make_shared<const Question>(
        Parser(question_.text, std::move(rest), std::move(before), question_.form).read());
    at_ = tokens_.size() - 1;
  }

  /// The caret goes under the first word that no form has at its place.
  [[noreturn]] void fail_at_form() const {
    std::size_t fitting = 0;
    for (const Operator* one : operators()) {
      const std::vector<std::string> words = base::split(one->name, ' ');
      std::size_t count = 0;
      while (count < words.size() && peek(count).is(words[count])) ++count;
      fitting = std::max(fitting, count);
    }
    if (peek(fitting).kind == Token::Kind::end) {
      fail(peek(fitting), "query.form", "the question ends before it says what is asked");
    }
    fail(peek(fitting), "query.form", "no form of question has " + shown(peek(fitting)) + " here");
  }

  [[noreturn]] void fail_at_rest() const {
    const bool run_of_words = read_name_last_ && tokens_[at_ - 1].kind == Token::Kind::word &&
                              peek().kind == Token::Kind::word;
    if (!run_of_words) fail(peek(), "query.expected", shown(peek()) + " does not fit here");
    std::size_t last = at_;
    while (tokens_[last + 1].kind == Token::Kind::word && !is_reserved(tokens_[last + 1])) ++last;
    const Place run{tokens_[at_ - 1].place.begin, tokens_[last].place.end};
    const std::string& text = question_.text;
    throw Misfit{
        refuse(text, run, "query.expected", "a name of several words stands in double quotes",
               {"Nearest: " + text.substr(0, run.begin) +
                in_quotes(text.substr(run.begin, run.end - run.begin)) + text.substr(run.end)})};
  }

  static bool is_reserved(const Token& token) {
    return std::any_of(std::begin(reserved), std::end(reserved),
                       [&](std::string_view word) { return token.is(word); });
  }

  Name read_name(const std::string& what) {
    Name name;
    if (accept("not")) name.opposite = true;
    const Token& token = peek();
    const bool is_word = token.kind == Token::Kind::word && !is_reserved(token);
    if (!is_word && token.kind != Token::Kind::quoted) expected(what);
    name.text = token.text;
    name.place = token.place;
    ++at_;
    read_name_last_ = true;
    return name;
  }

  Name read_plain_name(const std::string& what) {
    if (peek().is("not")) expected(what);
    return read_name(what);
  }

  std::size_t read_number(const std::string& what) {
    std::size_t number = 0;
    const std::string& text = peek().text;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    if (peek().kind != Token::Kind::word || !whole) expected(what);
    ++at_;
    read_name_last_ = false;
    return number;
  }

  void read_slot(std::size_t i) {
    const Slot& slot = question_.form->slots[i];
    Argument& argument = question_.arguments[i];
    if (argument.is_given()) {
      fail(tokens_[at_ - 1], "query.twice", "\"" + std::string(slot.word) + "\" stands twice");
    }
    switch (slot.kind) {
      case Slot::Kind::concepts:
        do {
          if (slot.most != 0 && argument.names.size() == slot.most) {
            fail(
                peek(), "query.too-many",
                "at most " + std::to_string(slot.most) + " names stand here, and this is one more");
          }
          argument.names.push_back(read_name("the name of a concept, in double quotes,"));
        } while (accept(","));
        break;
      case Slot::Kind::number:
        argument.names.push_back({peek().text, false, peek().place});
        argument.number = read_number("a number");
        break;
      case Slot::Kind::configuration:
        argument.names.push_back(
            read_plain_name("the label of a configuration, in double quotes,"));
        break;
      case Slot::Kind::role:
        argument.names.push_back(read_role());
        break;
      case Slot::Kind::coder:
        argument.names.push_back(read_plain_name("the name of a coder, in double quotes,"));
        break;
      case Slot::Kind::text:
        argument.names.push_back(read_plain_name("words in double quotes"));
        break;
      case Slot::Kind::question:
        read_question(argument);
        break;
      case Slot::Kind::none:
        break;
    }
  }

  Name read_role() {
    if (peek().kind == Token::Kind::end || !model::from_word<model::Role>(peek().text)) {
      expected("a role (intervention, actor, context, mechanism or outcome)");
    }
    return read_plain_name("a role");
  }

  bool read_named_slot() {
    if (matches("with support") != 0) return false;  // the filter, not the `with` of compare
    for (std::size_t i = 0; i < question_.form->slots.size(); ++i) {
      const Slot& slot = question_.form->slots[i];
      const bool is_modifier =
          (question_.form->takes & takes_study) != 0 && matches("by study") != 0;
      if (slot.kind == Slot::Kind::none || slot.word.empty() || is_modifier) continue;
      if (!accept(slot.word)) continue;
      read_slot(i);
      return true;
    }
    return false;
  }

  void demand(unsigned modifier, const Token& word) const {
    if ((question_.form->takes & modifier) != 0) return;
    const std::string_view reason =
        modifier == takes_zoom ? question_.form->why_no_zoom : std::string_view();
    fail(word, "query.not-taken",
         "\"" + word.text + "\" does not go with \"" + std::string(question_.form->name) + "\"" +
             (reason.empty() ? "" : ": ") + std::string(reason),
         "Nearest: " + before_ + example_of(*question_.form, tokens_));
  }

  void once(bool is_said, const Token& word, const std::string& what) {
    if (is_said) fail(word, "query.twice", "\"" + what + "\" stands twice");
  }

  bool read_modifier() {
    const Token word = peek();
    if (accept("exactly")) {
      demand(takes_exactly, word);
      question_.exactly = true;
    } else if (accept("by study")) {
      demand(takes_study, word);
      question_.by_study = true;
    } else if (accept("within")) {
      demand(takes_within, word);
      once(question_.within.has_value(), word, "within");
      question_.within = read_in_range(1, graph::longest_chain, "a length");
    } else if (accept("require")) {
      demand(takes_require, word);
      once(question_.require.has_value(), word, "require");
      question_.require = read_class();
    } else if (accept("zoom")) {
      demand(takes_zoom, word);
      once(question_.zoom.has_value(), word, "zoom");
      question_.zoom = read_in_range(1, 1000, "a depth of the concept tree");
    } else if (accept("consistency") || accept("with consistency")) {
      demand(takes_consistency, word);
      once(question_.consistency.has_value(), word, "consistency");
      question_.consistency = read_consistency();
    } else if (accept("with support")) {
      read_with_support(word);
    } else if (accept("support")) {
      demand(takes_configurations, word);
      at_least(read_at_least());
    } else {
      return read_filter(word);
    }
    read_name_last_ = false;
    return true;
  }

  bool read_filter(const Token& word) {
    if (accept("without")) {
      demand(takes_documents, word);
      do {
        question_.without.push_back(read_plain_name("the key of a document, in double quotes,"));
      } while (accept(","));
      return true;
    }
    if (!accept("where")) return false;
    demand(takes_scope, word);
    do {
      read_condition();
    } while (accept("and"));
    return true;
  }

  /// For regularities it is the threshold of the triple, elsewhere the filter.
  void read_with_support(const Token& word) {
    demand(takes_configurations | takes_threshold, word);
    const std::size_t number = read_at_least();
    const bool threshold = (question_.form->takes & takes_threshold) != 0;
    (threshold ? question_.threshold : question_.least_support) = number;
  }

  std::size_t read_at_least() {
    if (!accept(">=")) expected("\">=\"");
    return read_number("a whole number");
  }

  std::size_t read_in_range(std::size_t low, std::size_t high, const std::string& what) {
    const Token token = peek();
    const std::string range = what + " from " + std::to_string(low) + " to " + std::to_string(high);
    const std::size_t number = read_number(range);
    if (number < low || number > high) {
      constexpr std::size_t longest = 200;
      std::string nearest = question_.text;
      nearest.replace(token.place.begin, token.place.end - token.place.begin,
                      std::to_string(std::clamp(number, low, high)));
      if (nearest.size() > longest) nearest = before_ + example_of(*question_.form, tokens_);
      fail(token, "query.expected", range + " is expected here, not " + shown(token),
           "Nearest: " + nearest);
    }
    return number;
  }

  /// Below one half a combination would count for an outcome that most of its cases lack.
  double read_consistency() {
    const char* const what = "a share from 0.5 to 1";
    if (!accept(">=")) expected("\">=\"");
    double share = 0;
    const std::string& text = peek().text;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), share);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    // Written so that no number at all, which compares with nothing, is refused too.
    if (peek().kind != Token::Kind::word || !whole || !(share >= 0.5 && share <= 1)) expected(what);
    ++at_;
    return share;
  }

  graph::ChainClass read_class() {
    using graph::ChainClass;
    constexpr std::pair<std::string_view, ChainClass> classes[] = {
        {"conflict", ChainClass::conflict},
        {"unsupported", ChainClass::unsupported},
        {"thread", ChainClass::thread},
        {"study", ChainClass::study},
        {"stitched", ChainClass::stitched}};
    for (const auto& [word, value] : classes) {
      if (accept(word)) return value;
    }
    expected("thread, study, stitched, unsupported or conflict");
  }

  /// Several thresholds all hold, so the highest counts.
  void at_least(std::size_t support) {
    question_.least_support = std::max(question_.least_support.value_or(0), support);
  }

  void read_condition() {
    if (matches("support") != 0) {
      const Token word = peek();
      ++at_;
      demand(takes_configurations, word);
      at_least(read_at_least());
      return;
    }
    Condition condition;
    condition.field = read_plain_name("a field, such as country or theme,");
    condition.comparison = read_comparison();
    condition.value = read_plain_name("a value");
    question_.where.push_back(std::move(condition));
  }

  Comparison read_comparison() {
    constexpr std::pair<std::string_view, Comparison> signs[] = {
        {"=", Comparison::equal},   {"!=", Comparison::not_equal},
        {"<", Comparison::less},    {"<=", Comparison::less_or_equal},
        {">", Comparison::greater}, {">=", Comparison::greater_or_equal}};
    for (const auto& [sign, comparison] : signs) {
      if (accept(sign)) return comparison;
    }
    expected("one of = != < <= > >=");
  }

  void check_slots() const {
    bool one = false;
    for (std::size_t i = 0; i < question_.form->slots.size(); ++i) {
      const Slot& slot = question_.form->slots[i];
      if (slot.kind == Slot::Kind::none) continue;
      one = one || question_.arguments[i].is_given();
      if (slot.required && !question_.arguments[i].is_given()) {
        expected("\"" + std::string(slot.word) + "\" with a " +
                 (slot.kind == Slot::Kind::question ? "question" : "name"));
      }
    }
    if (question_.form->needs_one && !one)
      expected("from, through or to, with the name of a concept,");
  }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  bool read_name_last_ = false;
  std::string before_;  ///< what wraps this question; empty: nothing does
  const Operator* outer_ = nullptr;
  Question question_;
};

}  // namespace

base::Parsed<Question> parse(std::string_view text) {
  text = base::trim(text);
  base::Parsed<Question> result;
  base::Parsed<std::vector<Token>> tokens = read_tokens(text);
  result.found = tokens.found;
  if (!tokens) return result;
  if (tokens.value->size() == 1) {
    result.found.add(base::Severity::refused, "query.empty", "the question is empty", {},
                     {"Such as: " + std::string(operators().front()->example)});
    return result;
  }
  try {
    result.value = Parser(text, std::move(*tokens.value)).read();
  } catch (Misfit& misfit) {
    result.found.add(std::move(misfit.diagnostic));
  }
  return result;
}

}  // namespace retroduce::query
