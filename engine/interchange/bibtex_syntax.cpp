#include "interchange/bibtex_syntax.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"

namespace retroduce::interchange {

namespace {

using base::Severity;

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_name_character(char c) {
  return static_cast<unsigned char>(c) > ' ' &&
         std::string_view("{}()=,\"#%\\").find(c) == std::string_view::npos;
}

class Parser {
 public:
  explicit Parser(BibParsing& parsing) : parsing_(parsing), text_(parsing.text) {}

  std::vector<BibtexEntry> run() {
    while (find_entry()) {
      entry();
      tell();
    }
    return std::move(entries_);
  }

 private:
  struct Saying {
    Severity severity;
    std::string code;
    std::string message;
    std::size_t line;
  };

  /// Of the entry that is being read; told when it is, since a damaged one is read twice.
  void say(Severity severity, std::string code, std::string message, std::size_t line) {
    pending_.push_back({severity, std::move(code), std::move(message), line});
  }
  void tell() {
    for (Saying& each : pending_)
      parsing_.say(each.severity, std::move(each.code), std::move(each.message), each.line);
    pending_.clear();
  }

  bool at_end() const { return at_ >= text_.size(); }
  char here() const { return at_end() ? '\0' : text_[at_]; }
  void skip_blanks() {
    while (!at_end() && is_blank(here())) ++at_;
  }

  std::size_t line_at(std::size_t at) {
    // Asked with rising places, nearly always.
    if (at < counted_to_) {
      counted_to_ = 0;
      line_ = 1;
    }
    for (; counted_to_ < at; ++counted_to_) {
      const char c = text_[counted_to_];
      const bool crlf =
          c == '\r' && counted_to_ + 1 < text_.size() && text_[counted_to_ + 1] == '\n';
      if (c == '\n' || (c == '\r' && !crlf)) ++line_;
    }
    return line_;
  }

  /// "@name{" or "@name(" at `at`, blanks allowed before the bracket.
  bool is_entry_start(std::size_t at) const {
    if (at >= text_.size() || text_[at] != '@') return false;
    std::size_t next = at + 1;
    while (next < text_.size() && is_blank(text_[next])) ++next;
    const std::size_t name = next;
    while (next < text_.size() && is_letter(text_[next])) ++next;
    if (next == name) return false;
    while (next < text_.size() && is_blank(text_[next])) ++next;
    return next < text_.size() && (text_[next] == '{' || text_[next] == '(');
  }

  bool find_entry() {
    for (at_ = text_.find('@', at_); at_ != std::string_view::npos;
         at_ = text_.find('@', at_ + 1)) {
      if (is_entry_start(at_)) return true;
    }
    at_ = text_.size();
    return false;
  }

  void entry() {
    start_ = at_++;
    skip_blanks();
    const std::size_t name = at_;
    while (is_letter(here())) ++at_;
    const std::string type = base::fold(text_.substr(name, at_ - name));
    skip_blanks();
    close_ = here() == '{' ? '}' : ')';
    ++at_;
    if (type == "comment" || type == "preamble") return skip_body();
    is_damaged_ = false;
    BibtexEntry read;
    read.type = type;
    read.line = line_at(start_);
    if (type != "string") read.key = key();
    const std::size_t body = at_;
    bool whole = fields(read);
    if (!whole && type != "string") {
      // Once more, each value ending where a line does: what swallowed the rest is then left
      // behind.
      at_ = body;
      read.fields.clear();
      pending_.clear();
      ends_by_line_ = true;
      whole = fields(read);
      ends_by_line_ = false;
      is_damaged_ = true;
    }
    if (type == "string") {
      for (auto& [macro, value] : read.fields) strings_[macro] = value;
      return;
    }
    if (!whole || is_damaged_) {
      say(Severity::loss, "bibtex.unbalanced",
          "the entry " + (read.key.empty() ? "without a key" : read.key) +
              " is damaged: its braces or quotes do not balance; what could be read of "
              "it is taken",
          read.line);
      if (!whole) resynchronise();
    }
    entries_.push_back(std::move(read));
  }

  /// A comment or preamble whose brackets do not balance ends with its line.
  void skip_body() {
    const std::size_t back = at_;
    const char open = close_ == '}' ? '{' : '(';
    int depth = 1;
    for (; !at_end(); ++at_) {
      if (here() == open) ++depth;
      if (here() == close_ && --depth == 0) {
        ++at_;
        return;
      }
    }
    at_ = std::min(text_.find_first_of("\r\n", back), text_.size());
  }

  /// To the next entry that begins a line, from the start of this one.
  void resynchronise() {
    for (std::size_t next = start_ + 1; next < text_.size(); ++next) {
      next = text_.find('@', next);
      if (next == std::string_view::npos) break;
      if (begins_line(next) && is_entry_start(next)) {
        at_ = next;
        return;
      }
    }
    at_ = text_.size();
  }

  bool begins_line(std::size_t at) const {
    while (at > 0 && (text_[at - 1] == ' ' || text_[at - 1] == '\t')) --at;
    return at == 0 || text_[at - 1] == '\n' || text_[at - 1] == '\r';
  }

  /// Up to its comma; none where a field or the end comes first.
  std::string key() {
    skip_blanks();
    const std::size_t start = at_;
    std::size_t end = at_;
    while (end < text_.size() &&
           std::string_view(",=\"#\r\n{}").find(text_[end]) == std::string_view::npos &&
           text_[end] != close_)
      ++end;
    // A key in braces or with odd characters ends at the comma of its line all the same.
    if (end < text_.size() && text_[end] == '=') return {};
    at_ = end;
    std::string found(base::trim(text_.substr(start, end - start)));
    skip_blanks();
    if (here() == ',') ++at_;
    return found;
  }

  /// False where the text ends, or a new entry begins, before this one is closed.
  bool fields(BibtexEntry& entry) {
    while (true) {
      skip_blanks();
      if (at_end()) return false;
      if (here() == ',') {
        ++at_;
        continue;
      }
      if (here() == close_ || here() == '}') {
        ++at_;
        if (!goes_on()) return true;
        say(Severity::repair, "bibtex.early-end",
            "a closing brace too many stands here; the fields behind it are taken for the "
            "same entry",
            line_at(at_));
        continue;
      }
      if (begins_line(at_) && is_entry_start(at_)) return false;
      if (!field(entry)) return false;
    }
  }

  /// Whether more fields stand behind a closing brace: a comma, a name and an equals sign.
  bool goes_on() const {
    std::size_t at = at_;
    const auto blanks = [&] {
      while (at < text_.size() && is_blank(text_[at])) ++at;
    };
    blanks();
    if (at >= text_.size() || text_[at] != ',') return false;
    ++at;
    blanks();
    const std::size_t name = at;
    while (at < text_.size() && is_name_character(text_[at]) && text_[at] != '@') ++at;
    if (at == name) return false;
    blanks();
    return at < text_.size() && text_[at] == '=';
  }

  bool field(BibtexEntry& entry) {
    const std::size_t start = at_;
    while (!at_end() && is_name_character(here())) ++at_;
    const std::string name = base::fold(text_.substr(start, at_ - start));
    skip_blanks();
    if (name.empty() || here() != '=') {
      if (at_end()) return false;
      say(Severity::loss, "bibtex.malformed", "no field could be read here; the line is left out",
          line_at(start));
      at_ = std::max(start + 1, std::min(text_.find_first_of("\r\n", start), text_.size()));
      return true;
    }
    ++at_;
    std::string value;
    if (!pieces(value)) {
      if (!value.empty()) entry.fields.emplace_back(name, std::move(value));
      return false;
    }
    entry.fields.emplace_back(name, std::move(value));
    skip_blanks();
    if (!at_end() && here() != ',' && here() != close_ && here() != '}' &&
        is_name_character(here()))
      say(Severity::repair, "bibtex.missing-comma",
          "a comma is missing before this field; it is read all the same", line_at(at_));
    return true;
  }

  /// Pieces joined by #.
  bool pieces(std::string& value) {
    while (true) {
      skip_blanks();
      if (here() == '{') {
        if (!delimited('}', value)) return false;
      } else if (here() == '"') {
        if (!delimited('"', value)) return false;
      } else {
        bare(value);
      }
      skip_blanks();
      if (here() != '#') return true;
      ++at_;
    }
  }

  /// The text up to the brace or quote that ends it; braces within balance. A line that begins a
  /// new entry shows that they do not.
  bool delimited(char end, std::string& value) {
    const std::size_t start = ++at_;
    if (ends_by_line_) {
      const std::size_t stop = end_by_line(start, end);
      if (stop != std::string_view::npos) {
        value.append(text_.substr(start, stop - start));
        at_ = stop + 1;
        return true;
      }
    }
    int depth = 0;
    for (; !at_end(); ++at_) {
      const char c = here();
      if (c == end && depth == 0) {
        value.append(text_.substr(start, at_ - start));
        ++at_;
        return true;
      }
      if (c == '{') ++depth;
      if (c == '}') --depth;
      if (c == '@' && begins_line(at_) && is_entry_start(at_)) break;
    }
    value.append(base::trim(text_.substr(start, at_ - start)));
    return false;
  }

  /// The closing brace or quote with which a line ends, a comma behind it or not, before the next
  /// entry; npos where there is none.
  std::size_t end_by_line(std::size_t start, char end) const {
    const std::size_t entry = text_.find("\n@", start);
    for (std::size_t at = text_.find(end, start); at < entry; at = text_.find(end, at + 1)) {
      if (at == std::string_view::npos) break;
      std::size_t next = std::min(text_.find_first_not_of(" \t", at + 1), text_.size());
      if (next < text_.size() && text_[next] == ',')
        next = std::min(text_.find_first_not_of(" \t", next + 1), text_.size());
      if (next == text_.size() || text_[next] == '\n' || text_[next] == '\r') return at;
    }
    return std::string_view::npos;
  }

  void bare(std::string& value) {
    const std::size_t start = at_;
    while (!at_end() && is_name_character(here()) && here() != '@') ++at_;
    if (at_ == start) return;
    const std::string word(text_.substr(start, at_ - start));
    const bool is_number =
        std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
    const auto known = strings_.find(base::fold(word));
    if (known != strings_.end()) {
      // Strings of strings double with every line.
      constexpr std::size_t most = std::size_t{1} << 20;
      expanded_ += known->second.size();
      if (value.size() + known->second.size() > most || expanded_ > 64 * most)
        return say(
            Severity::loss, "bibtex.too-long",
            "the strings that are named here make more than a megabyte; the rest is left out",
            line_at(start));
      value += known->second;
      return;
    }
    value += word;
    if (is_number || is_month(word) || !unknown_.insert(word).second) return;
    say(Severity::note, "bibtex.unknown-string",
        "no @string is called " + word + "; the name itself stands for it", line_at(start));
  }

  static bool is_month(const std::string& word) {
    static const std::set<std::string> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                 "jul", "aug", "sep", "oct", "nov", "dec"};
    return months.count(base::fold(word)) != 0;
  }

  BibParsing& parsing_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t start_ = 0;
  char close_ = '}';
  bool is_damaged_ = false;    ///< this entry could not be read as it stands
  bool ends_by_line_ = false;  ///< values end where a line does
  std::size_t counted_to_ = 0;
  std::size_t line_ = 1;
  std::vector<Saying> pending_;
  std::size_t expanded_ = 0;  ///< bytes that strings gave
  std::map<std::string, std::string> strings_;
  std::set<std::string> unknown_;
  std::vector<BibtexEntry> entries_;
};

}  // namespace

std::vector<BibtexEntry> bibtex_entries(BibParsing& parsing) { return Parser(parsing).run(); }

}  // namespace retroduce::interchange
