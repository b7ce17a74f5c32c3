#include "interchange/refi_claims.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text.h"

namespace retroduce::interchange::refi {

namespace {

constexpr std::string_view no_role = "no role";
constexpr std::string_view subject_head = "about: ";
constexpr std::string_view not_fired = "when the mechanism does not fire";

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) out.append(c == '"' ? 2 : 1, c);
  return out + "\"";
}

/// One line of "head: value"; further lines of the value are set in.
void put(std::string& text, std::string_view head, std::string_view value) {
  text.append(head).append(": ");
  for (const char c : value) {
    text.push_back(c);
    if (c == '\n') text += "  ";
  }
  text += "\n";
}

void put_if(std::string& text, std::string_view head, std::string_view value) {
  if (!value.empty()) put(text, head, value);
}

std::string in_words(const ToldElement& element) {
  std::string value;
  const auto add = [&](const std::string& what) { value += (value.empty() ? "" : ", ") + what; };
  if (!element.concept_.empty())
    add((element.opposite ? "not " : "") + quoted(element.concept_));
  else if (element.opposite)
    add("not");
  if (!element.wording.empty()) add("worded " + quoted(element.wording));
  if (element.direction != model::Direction::unstated)
    add("direction " + std::string(to_word(element.direction)));
  if (element.is_unintended) add("unintended");
  if (element.when_not_fired) add(std::string(not_fired));
  return value;
}

std::string in_words(const ToldExtract& extract) {
  std::string value = quoted(extract.document) + " " + quoted(extract.quote);
  if (extract.is_paraphrase) value += ", paraphrase";
  if (!extract.page.empty()) value += ", page " + quoted(extract.page);
  if (extract.at) value += ", at " + std::to_string(*extract.at);
  return value;
}

std::string in_words(const ToldEvidence& evidence) {
  std::string value = in_words(evidence.extract);
  if (evidence.element) value += ", element " + std::to_string(*evidence.element);
  if (!evidence.coder.empty()) value += ", by " + quoted(evidence.coder);
  if (!evidence.note.empty()) value += ", note " + quoted(evidence.note);
  return value;
}

std::string in_words(const ToldLink& link) {
  std::string value = quoted(link.to);
  if (!link.coder.empty()) value += ", by " + quoted(link.coder);
  if (!link.note.empty()) value += ", note " + quoted(link.note);
  for (const auto& [stance, extract] : link.evidence)
    value += ", " + std::string(to_word(stance)) + " " + in_words(extract);
  return value;
}

/// Reads a value from left to right; commas and blanks between its parts mean nothing.
class Scan {
 public:
  explicit Scan(std::string_view text) : rest_(text) {}

  bool at_end() {
    rest_.remove_prefix(std::min(rest_.size(), rest_.find_first_not_of(", \t\n")));
    return rest_.empty();
  }

  bool word(std::string_view wanted) {
    if (at_end() || !rest_.starts_with(wanted)) return false;
    const std::string_view behind = rest_.substr(wanted.size());
    if (!behind.empty() && std::string_view(", \t\n\"").find(behind.front()) == std::string::npos)
      return false;
    rest_ = behind;
    return true;
  }

  bool words(std::string& into) {
    if (at_end() || rest_.front() != '"') return false;
    std::string text;
    for (std::size_t i = 1; i < rest_.size(); ++i) {
      if (rest_[i] == '"' && (i + 1 == rest_.size() || rest_[i + 1] != '"')) {
        rest_.remove_prefix(i + 1);
        into = std::move(text);
        return true;
      }
      if (rest_[i] == '"') ++i;
      text.push_back(rest_[i]);
    }
    return false;
  }

  bool number(std::optional<std::int64_t>& into) {
    std::int64_t value = 0;
    if (at_end()) return false;
    const auto read = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (read.ec != std::errc()) return false;
    rest_.remove_prefix(static_cast<std::size_t>(read.ptr - rest_.data()));
    into = value;
    return true;
  }

 private:
  std::string_view rest_;
};

/// One of the words of an enumeration.
template <typename E>
bool one_of(Scan& scan, E& into) {
  for (const std::string_view word : model::words_of<E>()) {
    if (word.empty() || !scan.word(word)) continue;
    into = *model::from_word<E>(word);
    return true;
  }
  return false;
}

bool read_element(std::string_view value, ToldElement& element) {
  Scan scan(value);
  element.opposite = scan.word("not");
  scan.words(element.concept_);
  while (!scan.at_end()) {
    if (scan.word("worded")      ? scan.words(element.wording)
        : scan.word("direction") ? one_of(scan, element.direction)
                                 : (scan.word("unintended") && (element.is_unintended = true)) ||
                                       (scan.word(not_fired) && (element.when_not_fired = true)))
      continue;
    return false;
  }
  return !element.concept_.empty() || !element.wording.empty();
}

bool read_extract(Scan& scan, ToldExtract& extract) {
  if (!scan.words(extract.document) || !scan.words(extract.quote)) return false;
  while (true) {
    if (scan.word("paraphrase")) {
      extract.is_paraphrase = true;
    } else if (scan.word("page")) {
      if (!scan.words(extract.page)) return false;
    } else if (scan.word("at")) {
      if (!scan.number(extract.at)) return false;
    } else {
      return true;
    }
  }
}

bool read_evidence(std::string_view value, ToldEvidence& evidence) {
  Scan scan(value);
  if (!read_extract(scan, evidence.extract)) return false;
  while (!scan.at_end()) {
    if (scan.word("element") ? scan.number(evidence.element)
        : scan.word("by")    ? scan.words(evidence.coder)
                             : scan.word("note") && scan.words(evidence.note))
      continue;
    return false;
  }
  return true;
}

bool read_link(std::string_view value, ToldLink& link) {
  Scan scan(value);
  if (!scan.words(link.to)) return false;
  while (!scan.at_end()) {
    model::Stance stance = model::Stance::supports;
    if (one_of(scan, stance)) {
      if (!read_extract(scan, link.evidence.emplace_back(stance, ToldExtract{}).second))
        return false;
    } else if (scan.word("by") ? !scan.words(link.coder)
                               : !scan.word("note") || !scan.words(link.note)) {
      return false;
    }
  }
  return true;
}

/// What stands in the brackets of "mechanism (resource)", which go from the head.
std::string bracketed(std::string& head) {
  const std::size_t open = head.find(" (");
  if (open == std::string::npos || !head.ends_with(')')) return {};
  std::string inside = head.substr(open + 2, head.size() - open - 3);
  head.erase(open);
  return inside;
}

/// Takes one line; false where it says nothing that is known.
bool take(ToldClaim& claim, std::string head, const std::string& value) {
  const std::pair<std::string_view, std::string*> texts[] = {
      {"title", &claim.title}, {"theme", &claim.theme},         {"level", &claim.level},
      {"note", &claim.note},   {"statement", &claim.statement}, {"configuration", &claim.label}};
  for (const auto& [name, text] : texts) {
    if (head != name || !text->empty()) continue;
    *text = value;
    return true;
  }
  if (head == "status") {
    const auto status = model::from_word<model::Status>(value);
    if (status) claim.status = *status;
    return status.has_value();
  }
  const std::string inside = bracketed(head);
  if (const auto role = model::from_word<model::Role>(head); role && head.size() > 1) {
    ToldElement element;
    element.role = *role;
    const auto part = model::from_word<model::MechanismPart>(inside.empty() ? "unsplit" : inside);
    if (!part || !read_element(value, element)) return false;
    element.part = *part;
    claim.elements.push_back(std::move(element));
    return true;
  }
  if (head == "link") {
    const auto kind = model::from_word<model::LinkKind>(inside);
    ToldLink link;
    if (!kind || !read_link(value, link)) return false;
    link.kind = *kind;
    claim.links.push_back(std::move(link));
    return true;
  }
  const auto stance = model::from_word<model::Stance>(head);
  const auto inference = model::from_word<model::Inference>(inside);
  ToldEvidence evidence;
  if (!stance || !inference || !read_evidence(value, evidence)) return false;
  evidence.stance = *stance;
  evidence.inference = *inference;
  evidence.line = value;
  claim.evidence.push_back(std::move(evidence));
  return true;
}

/// The text's lines with what is set in below each.
std::vector<std::string> whole_lines(std::string_view text) {
  std::vector<std::string> lines;
  for (std::string& line : base::split(text, '\n')) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.starts_with("  ") && !lines.empty())
      lines.back() += "\n" + line.substr(2);
    else if (!base::trim(line).empty())
      lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace

std::string in_words(const ToldQuote& quote) {
  std::vector<std::string> parts;
  if (quote.is_paraphrase) parts.emplace_back("paraphrase");
  if (!quote.page.empty()) parts.push_back("page " + quoted(quote.page));
  if (quote.span)
    parts.push_back("at " + std::to_string(quote.span->begin) + " to " +
                    std::to_string(quote.span->end));
  return base::join(parts, ", ");
}

std::optional<ToldQuote> quote_in(std::string_view line) {
  ToldQuote quote;
  Scan scan(line);
  while (!scan.at_end()) {
    std::optional<std::int64_t> begin;
    std::optional<std::int64_t> end;
    if (scan.word("page")) {
      if (!scan.words(quote.page)) return std::nullopt;
    } else if (scan.word("at")) {
      if (!scan.number(begin) || !scan.word("to") || !scan.number(end)) return std::nullopt;
      quote.span = base::TextSpan{*begin, *end};
    } else if (scan.word("paraphrase")) {
      quote.is_paraphrase = true;
    } else {
      return std::nullopt;
    }
  }
  return quote;
}

std::string in_words(const ToldRole& role) {
  std::string value = quoted(role.concept_);
  if (!role.extract.document.empty()) value += " " + in_words(role.extract);
  if (!role.coder.empty()) value += ", by " + quoted(role.coder);
  std::string text;
  put(text, role.role ? to_word(*role.role) : no_role, value);
  return text;
}

std::optional<std::vector<ToldRole>> roles_in(std::string_view text) {
  text.remove_prefix(std::min(text.size(), text.find_first_not_of(" \t\r\n")));
  if (!text.starts_with(roles_head)) return std::nullopt;
  std::vector<ToldRole> roles;
  for (const std::string& line : whole_lines(text.substr(roles_head.size()))) {
    ToldRole role;
    const std::size_t colon = line.find(": ");
    const std::string head = line.substr(0, colon);
    role.role = model::from_word<model::Role>(head);
    if (colon == std::string::npos || (!role.role && head != no_role)) return std::nullopt;
    Scan scan(std::string_view(line).substr(colon + 2));
    if (!scan.words(role.concept_)) return std::nullopt;
    if (!scan.at_end() && !read_extract(scan, role.extract)) return std::nullopt;
    if (scan.word("by") && !scan.words(role.coder)) return std::nullopt;
    if (!scan.at_end()) return std::nullopt;
    roles.push_back(std::move(role));
  }
  return roles;
}

std::string in_words(const ToldClaim& claim) {
  std::string text;
  put(text, "configuration", claim.label);
  put_if(text, "title", claim.title);
  put_if(text, "statement", claim.statement);
  put_if(text, "theme", claim.theme);
  put_if(text, "level", claim.level);
  put(text, "status", to_word(claim.status));
  for (const ToldElement& element : claim.elements) {
    std::string head(to_word(element.role));
    if (element.part != model::MechanismPart::unsplit)
      head += " (" + std::string(to_word(element.part)) + ")";
    put(text, head, in_words(element));
  }
  for (const ToldEvidence& evidence : claim.evidence)
    put(text,
        std::string(to_word(evidence.stance)) + " (" + std::string(to_word(evidence.inference)) +
            ")",
        in_words(evidence));
  for (const ToldLink& link : claim.links)
    put(text, "link (" + std::string(to_word(link.kind)) + ")", in_words(link));
  put_if(text, "note", claim.note);
  return text;
}

std::optional<ToldClaim> claim_in(std::string_view text) {
  constexpr std::string_view start = "configuration: ";
  text.remove_prefix(std::min(text.size(), text.find_first_not_of(" \t\r\n")));
  if (!text.starts_with(start)) return std::nullopt;
  ToldClaim claim;
  for (const std::string& line : whole_lines(text)) {
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos || line.compare(colon, 2, ": ") != 0 ||
        !take(claim, line.substr(0, colon), line.substr(colon + 2)))
      claim.others.push_back(line);
  }
  if (base::trim(claim.label).empty()) return std::nullopt;
  return claim;
}

std::string in_words(const ToldSubject& subject) {
  return std::string(subject_head) + std::string(to_word(subject.kind)) + " " +
         quoted(subject.name);
}

std::optional<ToldSubject> take_subject(std::string& text) {
  const std::size_t at = text.rfind(subject_head);
  if (at == std::string::npos || (at > 0 && text[at - 1] != '\n')) return std::nullopt;
  Scan scan(std::string_view(text).substr(at + subject_head.size()));
  ToldSubject subject;
  if (!one_of(scan, subject.kind) || !scan.words(subject.name) || !scan.at_end())
    return std::nullopt;
  text.erase(at);
  while (text.ends_with('\n')) text.pop_back();
  return subject;
}

}  // namespace retroduce::interchange::refi
