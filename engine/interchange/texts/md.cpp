// Markdown: the words without the marks, since quotes are of words.
#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "interchange/texts/text_builder.h"
#include "interchange/texts/text_bytes.h"

namespace retroduce::interchange {

namespace {

using texts::TextBuilder;

constexpr std::size_t nowhere = std::string_view::npos;

/// The # that begin a heading; 0 where none does.
std::size_t heading_depth(std::string_view line) {
  const std::size_t depth = std::min(line.find_first_not_of('#'), line.size());
  const bool is_one = depth >= 1 && depth <= 6 && depth < line.size() && line[depth] == ' ';
  return is_one ? depth : 0;
}

/// The words of a line without emphasis, links and code marks.
class Words {
 public:
  explicit Words(std::string_view line) : line_(line) {}
  std::string run() {
    while (at_ < line_.size()) step();
    return std::move(out_);
  }

 private:
  void step() {
    const char c = line_[at_];
    if (c == '\\' && at_ + 1 < line_.size() &&
        std::ispunct(static_cast<unsigned char>(line_[at_ + 1])) != 0) {
      out_.push_back(line_[at_ + 1]);
      at_ += 2;
    } else if (c == '!' && line_.substr(at_).starts_with("![")) {
      ++at_;  // a picture's words in place of it
    } else if (c == '[' && link()) {
    } else if (c == '`') {
      at_ = std::min(line_.find_first_not_of('`', at_), line_.size());
    } else if ((c == '*' || c == '_') && is_emphasis()) {
      at_ = std::min(line_.find_first_not_of(c, at_), line_.size());
    } else {
      out_.push_back(c);
      ++at_;
    }
  }
  /// Marks touch a word on one side; between blanks or within a word (snake_case) they are none.
  bool is_emphasis() const {
    const char c = line_[at_];
    const std::size_t end = std::min(line_.find_first_not_of(c, at_), line_.size());
    const auto is_blank = [](char d) { return std::isspace(static_cast<unsigned char>(d)) != 0; };
    const auto is_word = [](char d) {
      return std::isalnum(static_cast<unsigned char>(d)) != 0 ||
             static_cast<unsigned char>(d) >= 0x80;
    };
    const bool open_before = at_ == 0 || is_blank(line_[at_ - 1]);
    const bool open_after = end >= line_.size() || is_blank(line_[end]);
    if (open_before && open_after) return false;
    return c == '*' ||
           !(at_ > 0 && is_word(line_[at_ - 1]) && end < line_.size() && is_word(line_[end]));
  }
  /// [words](where) and [words][where]: the words.
  bool link() {
    const std::size_t close = line_.find(']', at_);
    if (close == nowhere || close + 1 >= line_.size()) return false;
    const char next = line_[close + 1];
    if (next != '(' && next != '[') return false;
    const std::size_t end = line_.find(next == '(' ? ')' : ']', close + 1);
    if (end == nowhere) return false;
    out_ += Words(line_.substr(at_ + 1, close - at_ - 1)).run();
    at_ = end + 1;
    return true;
  }
  std::string_view line_;
  std::size_t at_ = 0;
  std::string out_;
};

bool is_rule(std::string_view line) {
  const std::string_view bare = base::trim(line);
  return bare.size() >= 3 && bare.find_first_not_of("-*_= ") == nowhere;
}

/// A row under a table's heading: | --- | :-: |
bool is_table_rule(std::string_view line) {
  return line.find('-') != nowhere && line.find_first_not_of(" |:-") == nowhere;
}

void table_row(TextBuilder& builder, std::string_view line) {
  if (is_table_rule(line)) return;
  line = base::trim(line);
  if (line.starts_with('|')) line.remove_prefix(1);
  if (line.ends_with('|')) line.remove_suffix(1);
  builder.begin_row();
  for (const std::string& cell : base::split(line, '|')) {
    builder.next_cell();
    builder.run_on(Words(base::trim(cell)).run());
  }
  builder.end_row();
}

/// The lines between two --- at the beginning: facts for programs, of which the title is taken.
std::size_t after_front_matter(const std::vector<std::string>& lines, TakenText& facts) {
  if (lines.empty() || base::trim(lines.front()) != "---") return 0;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::string_view line = base::trim(lines[i]);
    if (line == "---" || line == "...") return i + 1;
    for (const auto& [name, field] :
         {std::pair{"title:", &TakenText::title}, std::pair{"doi:", &TakenText::doi}}) {
      if (!line.starts_with(name)) continue;
      std::string_view value = base::trim(line.substr(std::string_view(name).size()));
      if (value.size() > 1 && (value.front() == '"' || value.front() == '\'') &&
          value.back() == value.front())
        value = value.substr(1, value.size() - 2);
      facts.*field = value;
    }
  }
  facts = {};
  return 0;
}

void lines_of(TextBuilder& builder, const std::vector<std::string>& lines, std::size_t first) {
  bool in_code = false;
  for (std::size_t i = first; i < lines.size(); ++i) {
    std::string_view line = lines[i];
    const std::string_view bare = base::trim(line);
    if (bare.starts_with("```") || bare.starts_with("~~~")) {
      builder.end_block();
      in_code = !in_code;
    } else if (in_code) {
      builder.as_it_is(std::string(line) + "\n");
    } else if (bare.empty() || is_rule(line)) {
      builder.end_block();
    } else if (const std::size_t depth = heading_depth(line); depth > 0) {
      builder.begin_section(static_cast<std::int64_t>(depth));
      std::string_view title = base::trim(line.substr(depth));
      while (title.ends_with('#')) title.remove_suffix(1);
      builder.run_on(Words(title).run());
      builder.end_title();
      builder.end_block();
    } else if (bare.starts_with('|')) {
      table_row(builder, line);
    } else {
      while (base::trim(line).starts_with('>')) line = base::trim(line).substr(1);
      const std::string_view words = base::trim(line);
      const bool is_item =
          words.starts_with("- ") || words.starts_with("* ") || words.starts_with("+ ") ||
          (std::isdigit(static_cast<unsigned char>(words.empty() ? 'x' : words[0])) != 0 &&
           words.find(". ") < 4);
      if (is_item) builder.end_block();
      builder.run_on(words.starts_with("* ") || words.starts_with("+ ")
                         ? "- " + Words(words.substr(2)).run()
                         : Words(words).run());
      line.ends_with("  ") ? builder.line_end() : builder.run_on(" ");
    }
  }
}

bool sniff(const TextFile& file) {
  const std::string name = base::fold(file.name);
  return name.ends_with(".md") || name.ends_with(".markdown");
}

std::optional<TakenText> take(const TextFile& file, base::Diagnostics& found) {
  const auto text = texts::utf8_of(file.bytes, file.name, "", found);
  if (!text) return std::nullopt;
  const std::vector<std::string> lines = base::split(*text, '\n');
  TakenText facts;
  TextBuilder builder;
  lines_of(builder, lines, after_front_matter(lines, facts));
  TakenText taken = builder.take();
  taken.title = facts.title;
  taken.doi = facts.doi;
  if (taken.title.empty() && !taken.origin.sections.empty() &&
      taken.origin.sections.front().depth == 1)
    taken.title = taken.origin.sections.front().title;
  return taken;
}

}  // namespace

extern const TextFormat text_md{
    "md",
    "Markdown",
    ".md .markdown",
    "words, headings as sections, tables; the marks for emphasis, links and code are left out",
    1,
    sniff,
    take};

}  // namespace retroduce::interchange
