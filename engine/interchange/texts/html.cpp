// HTML of any age, as browsers save it: read for its words, never run, never fetched from.
#include <algorithm>
#include <cctype>
#include <set>

#include "base/text.h"
#include "interchange/text_encoding.h"
#include "interchange/texts/named_characters.h"
#include "interchange/texts/text_builder.h"
#include "interchange/texts/text_bytes.h"

namespace retroduce::interchange {

namespace {

using texts::TextBuilder;

constexpr std::size_t nowhere = std::string_view::npos;

const std::set<std::string_view>& blocks() {
  static const std::set<std::string_view> names = {
      "address", "article", "aside", "blockquote", "body",    "caption",  "dd",
      "details", "dialog",  "div",   "dl",         "dt",      "fieldset", "figcaption",
      "figure",  "footer",  "form",  "header",     "hr",      "li",       "main",
      "nav",     "ol",      "p",     "pre",        "section", "table",    "tbody",
      "tfoot",   "thead",   "ul",    "summary",    "option",  "center"};
  return names;
}

/// What stands between these is no text for readers.
bool is_unread(std::string_view name) {
  return name == "script" || name == "style" || name == "template" || name == "noscript" ||
         name == "svg" || name == "iframe" || name == "object" || name == "select" ||
         name == "textarea" || name == "button" || name == "math";
}

/// &amp; and its like as characters; what is none stays as it is.
std::string plain(std::string_view text) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    if (text[at] != '&') {
      out.push_back(text[at++]);
      continue;
    }
    const std::string_view rest = text.substr(at + 1, 40);
    const std::size_t end = rest.find(';');
    std::optional<std::string> character;
    if (end != nowhere && end > 0) {
      const std::string_view name = rest.substr(0, end);
      if (name == "amp") character = "&";
      if (name == "lt") character = "<";
      if (name == "gt") character = ">";
      if (name == "quot") character = "\"";
      if (name == "apos") character = "'";
      if (name.front() == '#') character = texts::numbered_character(name.substr(1));
      if (!character) character = texts::named_character(name);
    }
    if (character) {
      out += *character;
      at += end + 2;
    } else {
      out.push_back(text[at++]);
    }
  }
  return out;
}

struct Tag {
  std::string name;  ///< in lower case
  bool is_end = false;
  std::vector<std::pair<std::string, std::string>> attributes;
  std::string attribute(std::string_view wanted) const {
    for (const auto& [name_of, value] : attributes) {
      if (name_of == wanted) return value;
    }
    return {};
  }
};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

class HtmlReader {
 public:
  explicit HtmlReader(std::string_view text) : text_(text) {}

  TakenText read() {
    while (at_ < text_.size()) text_[at_] == '<' ? markup() : words();
    if (in_heading_) builder_.end_title();
    while (open_cells_ > 0) end_row();
    TakenText taken = builder_.take();
    taken.title = base::collapse_blanks(told_title_.empty() ? title_ : told_title_);
    taken.doi = doi_;
    return taken;
  }

 private:
  void words() {
    const std::size_t end = std::min(text_.find('<', at_ + 1), text_.size());
    take(plain(text_.substr(at_, end - at_)));
    at_ = end;
  }
  void take(const std::string& words) {
    if (in_title_)
      title_ += words;
    else if (is_head_)
      return;
    else if (pre_ > 0)
      builder_.as_it_is(words);
    else
      builder_.run_on(words);
  }
  void markup() {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("<!--")) return pass("-->");
    if (rest.starts_with("<![CDATA[")) return pass("]]>");
    if (rest.starts_with("<!") || rest.starts_with("<?")) return pass(">");
    const bool is_tag =
        rest.size() > 1 && (std::isalpha(static_cast<unsigned char>(rest[1])) != 0 ||
                            (rest[1] == '/' && rest.size() > 2 &&
                             std::isalpha(static_cast<unsigned char>(rest[2])) != 0));
    if (!is_tag) return words();
    const Tag found = tag();
    if (!found.is_end && is_unread(found.name)) return pass_element(found.name);
    found.is_end ? end(found.name) : start(found);
  }
  void pass(std::string_view end) {
    const std::size_t found = text_.find(end, at_);
    at_ = found == nowhere ? text_.size() : found + end.size();
  }
  void pass_element(const std::string& name) {
    const std::string closing = "</" + name;
    for (std::size_t at = text_.find("</", at_); at != nowhere; at = text_.find("</", at + 1)) {
      if (lower(text_.substr(at, closing.size())) != closing) continue;
      at_ = at;
      return pass(">");
    }
    at_ = text_.size();
  }
  Tag tag() {
    Tag out;
    ++at_;
    if (text_[at_] == '/') {
      out.is_end = true;
      ++at_;
    }
    std::size_t end = std::min(text_.find_first_of(" \t\r\n\f/>", at_), text_.size());
    out.name = lower(text_.substr(at_, end - at_));
    at_ = end;
    while (at_ < text_.size() && text_[at_] != '>') attribute(out);
    if (at_ < text_.size()) ++at_;
    return out;
  }
  void attribute(Tag& out) {
    at_ = std::min(text_.find_first_not_of(" \t\r\n\f/", at_), text_.size());
    if (at_ >= text_.size() || text_[at_] == '>') return;
    std::size_t end = std::min(text_.find_first_of(" \t\r\n\f/>=", at_ + 1), text_.size());
    const std::string name = lower(text_.substr(at_, end - at_));
    at_ = std::min(text_.find_first_not_of(" \t\r\n\f", end), text_.size());
    std::string value;
    if (at_ < text_.size() && text_[at_] == '=') {
      at_ = std::min(text_.find_first_not_of(" \t\r\n\f", at_ + 1), text_.size());
      if (at_ >= text_.size()) return;
      const char quote = text_[at_];
      if (quote == '"' || quote == '\'') {
        end = std::min(text_.find(quote, at_ + 1), text_.size());
        value = plain(text_.substr(at_ + 1, end - at_ - 1));
        at_ = std::min(end + 1, text_.size());
      } else {
        end = std::min(text_.find_first_of(" \t\r\n\f>", at_), text_.size());
        value = plain(text_.substr(at_, end - at_));
        at_ = end;
      }
    }
    if (out.attributes.size() < 40) out.attributes.emplace_back(name, std::move(value));
  }

  void start(const Tag& found) {
    const std::string& name = found.name;
    if (name == "title" && is_head_) in_title_ = true;
    if (name == "meta") return meta(found);
    if (name == "head") is_head_ = true;
    if (name == "body") is_head_ = false;
    if (is_head_ && name != "head" && name != "title") return;
    if (name == "br") return builder_.line_end();
    if (name == "img" && !found.attribute("alt").empty()) return builder_.run_on(" ");
    if (name == "tr") {
      end_row();
      builder_.begin_row();
      ++open_cells_;
      return;
    }
    if (name == "td" || name == "th") {
      if (open_cells_ > 0) builder_.next_cell();
      return;
    }
    if (is_heading(name)) {
      end_heading();
      if (open_cells_ > 0) return builder_.end_block();
      builder_.begin_section(name[1] - '0');
      in_heading_ = true;
      return;
    }
    if (blocks().count(name) != 0) builder_.end_block();
    if (name == "pre") ++pre_;
    if (name == "table") builder_.end_block();
  }
  void end(const std::string& name) {
    if (name == "title") in_title_ = false;
    if (name == "head") is_head_ = false;
    if (name == "tr" || name == "table") end_row();
    if (is_heading(name)) {
      end_heading();
      return builder_.end_block();
    }
    if (name == "pre" && pre_ > 0) --pre_;
    if (blocks().count(name) != 0) builder_.end_block();
  }
  static bool is_heading(const std::string& name) {
    return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
  }
  void end_heading() {
    if (!in_heading_) return;
    in_heading_ = false;
    builder_.end_title();
  }
  void end_row() {
    if (open_cells_ == 0) return;
    --open_cells_;
    builder_.end_row();
  }
  /// What publishers tell of the paper (Highwire Press, Dublin Core).
  void meta(const Tag& found) {
    const std::string name = lower(found.attribute("name"));
    const std::string content = found.attribute("content");
    if (name == "citation_title" || name == "dc.title") told_title_ = content;
    if (name == "citation_doi") doi_ = content;
    if (doi_.empty() && name == "dc.identifier" && content.find("10.") != nowhere)
      doi_ = content.substr(content.find("10."));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  TextBuilder builder_;
  bool is_head_ = false;
  bool in_title_ = false;
  bool in_heading_ = false;
  int pre_ = 0;
  int open_cells_ = 0;
  std::string title_;
  std::string told_title_;  ///< by what is meant for programs
  std::string doi_;
};

/// The charset that the head declares.
std::string declared(std::string_view bytes) {
  const std::string head = lower(bytes.substr(0, 2048));
  const std::size_t at = head.find("charset");
  if (at == nowhere) return {};
  const std::size_t begin = head.find_first_not_of("=\"' ", at + 7);
  if (begin == nowhere) return {};
  return head.substr(begin, head.find_first_of("\"'; />", begin) - begin);
}

bool sniff(const TextFile& file) {
  std::string head(file.bytes.substr(0, 4096));
  if (file.bytes.starts_with("\xFF\xFE") || file.bytes.starts_with("\xFE\xFF"))
    head = from_utf_16(file.bytes.substr(2, 4096), file.bytes.front() == '\xFF').value_or("");
  head = lower(head);
  const std::string_view start = base::trim(head);
  for (const std::string_view sign : {"<!doctype html", "<html", "<head", "<body"}) {
    if (start.find(sign) != nowhere && start.substr(0, 3).find('<') != nowhere) return true;
  }
  const std::string name = base::fold(file.name);
  return (name.ends_with(".html") || name.ends_with(".htm") || name.ends_with(".xhtml")) &&
         head.find('<') != nowhere;
}

std::optional<TakenText> take(const TextFile& file, base::Diagnostics& found) {
  const auto text = texts::utf8_of(file.bytes, file.name, declared(file.bytes), found);
  if (!text) return std::nullopt;
  return HtmlReader(*text).read();
}

}  // namespace

extern const TextFormat text_html{
    "html",
    "HTML (a saved web page)",
    ".html .htm .xhtml",
    "words, headings as sections, tables; scripts, styles and pictures are left out",
    1,
    sniff,
    take};

}  // namespace retroduce::interchange
