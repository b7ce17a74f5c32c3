#include "interchange/xml_scan.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace retroduce::interchange {

namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t nowhere = std::string_view::npos;

bool is_blank(char c) { return blanks.find(c) != nowhere; }

bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_name_character(char c) {
  return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

/// Whether digits of a character reference name a character that XML 1.0 allows.
bool is_character_reference(std::string_view digits) {
  const bool hexadecimal = digits.starts_with('x');
  if (hexadecimal) digits.remove_prefix(1);
  if (digits.empty()) return false;
  std::uint32_t code = 0;
  for (const char digit : digits) {
    const std::size_t found = std::string_view("0123456789ABCDEFabcdef").find(digit);
    if (found == nowhere || (!hexadecimal && found > 9)) return false;
    code = code * (hexadecimal ? 16U : 10U) +
           static_cast<std::uint32_t>(found < 16 ? found : found - 6);
    if (code > 0x10FFFF) return false;
  }
  if (code < 0x20) return code == 9 || code == 10 || code == 13;
  return (code < 0xD800 || code > 0xDFFF) && code != 0xFFFE && code != 0xFFFF;
}

/// Whether the file ends within the opening of a comment, a CDATA section or a DOCTYPE.
bool is_cut_opening(std::string_view rest) {
  return std::string_view("<!--").starts_with(rest) ||
         std::string_view("<![CDATA[").starts_with(rest) ||
         std::string_view("<!DOCTYPE").starts_with(rest);
}

class Scanner {
 public:
  Scanner(std::string_view bytes, const LineTable& lines, std::size_t depth,
          const std::function<std::optional<XmlProblem>(const XmlRoot&)>& check_root)
      : bytes_(bytes), lines_(lines), depth_(depth), check_root_(check_root) {}

  XmlScan run() {
    check_bytes();
    if (bytes_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
    while (!scan_.problem && at_ < bytes_.size()) {
      if (bytes_[at_] == '<')
        markup();
      else
        text();
    }
    if (!scan_.problem) check_end();
    return std::move(scan_);
  }

 private:
  struct Open {
    std::string_view name;
    std::size_t at;
  };

  void fail(std::string code, std::string message, std::size_t at) {
    if (!scan_.problem) scan_.problem = XmlProblem{std::move(code), std::move(message), at};
  }

  std::string tag(const Open& open) const {
    return "<" + std::string(open.name) + "> of line " + std::to_string(lines_.line(open.at));
  }

  /// Where something that began at `from` never ends.
  void truncated(const std::string& what, std::size_t from) {
    std::string message = "the file ends inside " + what + " that begins in line " +
                          std::to_string(lines_.line(from)) + ": it was cut short";
    fail("truncated", std::move(message), bytes_.size());
    at_ = bytes_.size();
  }

  void check_bytes() {
    using namespace std::string_view_literals;
    const std::string_view start = bytes_.substr(0, 2);
    if (start == "\xFF\xFE"sv || start == "\xFE\xFF"sv || start == "<\0"sv || start == "\0<"sv)
      return fail("encoding", "the file is in UTF-16: save it as UTF-8", 0);
    check_declared_encoding();
    if (scan_.problem) return;
    if (const auto bad = base::first_invalid_utf8(bytes_))
      return fail("utf8",
                  "byte " + std::to_string(*bad) + " is not valid UTF-8: save the file as UTF-8",
                  *bad);
    const auto odd = std::find_if(bytes_.begin(), bytes_.end(), [](char c) {
      return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
    });
    if (odd == bytes_.end()) return;
    const std::string code = std::to_string(static_cast<int>(*odd));
    fail("control",
         *odd == '\0' ? "a NUL byte stands here, which no XML can hold"
                      : "the control character " + code + " stands here, which no XML can hold",
         static_cast<std::size_t>(odd - bytes_.begin()));
  }

  void check_declared_encoding() {
    std::string_view rest = bytes_;
    if (rest.starts_with(byte_order_mark)) rest.remove_prefix(byte_order_mark.size());
    if (!rest.starts_with("<?xml")) return;
    const std::string_view declaration = rest.substr(0, rest.find("?>"));
    const std::size_t at = declaration.find("encoding");
    if (at == nowhere) return;
    const std::size_t open = declaration.find_first_of("\"'", at);
    if (open == nowhere) return;
    const std::size_t close = declaration.find(declaration[open], open + 1);
    const std::string_view name = declaration.substr(open + 1, close - open - 1);
    const std::string folded = base::fold(name);
    if (folded == "utf-8" || folded == "utf8" || folded == "us-ascii") return;
    fail("encoding", "the file says that it is in " + std::string(name) + ": save it as UTF-8", 0);
  }

  void check_end() {
    if (!open_.empty())
      return fail("truncated",
                  "the file ends before " + tag(open_.back()) + " is closed: it was cut short",
                  at_);
    if (has_root_) return;
    if (bytes_.find_first_not_of(blanks, bytes_.starts_with(byte_order_mark) ? 3 : 0) == nowhere)
      fail("empty", "the file is empty", 0);
    else
      fail("malformed", "the file has no element", at_);
  }

  void text() {
    const std::size_t end = std::min(bytes_.find('<', at_), bytes_.size());
    const std::string_view run = bytes_.substr(at_, end - at_);
    if (open_.empty()) {
      const std::size_t word = run.find_first_not_of(blanks);
      if (word != nowhere)
        return fail("malformed",
                    has_root_ ? "text stands after the end of the document"
                              : "this is no XML: text stands before the first element",
                    at_ + word);
    }
    if (open_.size() == 1) note_text(run.find_first_not_of(blanks));
    check_references(run);
    at_ = end;
  }

  /// Text between the children of the root, `offset` bytes from here.
  void note_text(std::size_t offset) {
    if (offset != nowhere && !scan_.text_in_root) scan_.text_in_root = at_ + offset;
  }

  /// `run` lies in bytes_. Only the five entities of XML itself are known.
  void check_references(std::string_view run) {
    for (std::size_t at = run.find('&'); at != nowhere; at = run.find('&', at + 1)) {
      const std::string_view rest = run.substr(at + 1, 12);
      const std::size_t end = rest.find(';');
      const std::string_view name = rest.substr(0, end);
      const bool known =
          name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos";
      if (end != nowhere &&
          (known || (name.starts_with('#') && is_character_reference(name.substr(1)))))
        continue;
      const auto place = static_cast<std::size_t>(run.data() - bytes_.data()) + at;
      if (end == nowhere || name.find_first_of(blanks) != nowhere)
        return fail("entity", "an & stands alone: write &amp;", place);
      return fail("entity",
                  "&" + std::string(name) + "; is not known here: write the character itself",
                  place);
    }
  }

  void markup() {
    const std::string_view rest = bytes_.substr(at_);
    if (rest.starts_with("<!--")) return skip("-->", 4, "a comment");
    if (rest.starts_with("<?")) return skip("?>", 2, "a processing instruction");
    if (rest.starts_with("<![CDATA[")) {
      if (open_.empty()) return fail("malformed", "text stands outside of the first element", at_);
      if (open_.size() == 1) note_text(0);
      return skip("]]>", 9, "a CDATA section");
    }
    if (rest.starts_with("<!DOCTYPE"))
      return fail("doctype",
                  "a DOCTYPE stands here, which is not taken: entities are never expanded; "
                  "take it out",
                  at_);
    if (rest.starts_with("</")) return end_tag();
    if (rest == "<" || is_cut_opening(rest)) return truncated("a tag", at_);
    if (is_name_start(rest[1])) return start_tag();
    fail("malformed", "a < stands alone: write &lt;", at_);
  }

  void skip(std::string_view end, std::size_t opening, const std::string& what) {
    const std::size_t found = bytes_.find(end, at_ + opening);
    if (found == nowhere) return truncated(what, at_);
    scan_.has_broken_text = scan_.has_broken_text || !open_.empty();
    at_ = found + end.size();
  }

  std::string_view name_at(std::size_t at) const {
    std::size_t end = at;
    while (end < bytes_.size() && is_name_character(bytes_[end])) ++end;
    return bytes_.substr(at, end - at);
  }

  std::size_t after_blanks(std::size_t at) const {
    while (at < bytes_.size() && is_blank(bytes_[at])) ++at;
    return at;
  }

  void end_tag() {
    const std::string_view name = name_at(at_ + 2);
    const std::size_t end = after_blanks(at_ + 2 + name.size());
    if (end >= bytes_.size()) return truncated("a tag", at_);
    if (bytes_[end] != '>' || name.empty())
      return fail("malformed", "this closing tag cannot be read", at_);
    const std::string closing = "</" + std::string(name) + ">";
    if (open_.empty()) return fail("malformed", closing + " closes nothing", at_);
    if (open_.back().name != name)
      return fail("malformed", closing + " stands where " + tag(open_.back()) + " is to be closed",
                  at_);
    const std::size_t start = open_.back().at;
    open_.pop_back();
    at_ = end + 1;
    if (open_.size() == 1) scan_.children.push_back({start, at_});
  }

  void start_tag() {
    const std::size_t start = at_;
    XmlRoot seen{name_at(start + 1), {}, start};
    const bool first = !has_root_;
    if (open_.empty() && has_root_)
      return fail("malformed",
                  "<" + std::string(seen.name) + "> stands after the end of the document", start);
    at_ = start + 1 + seen.name.size();
    while (!scan_.problem && attribute(seen, start, first)) {
    }
    if (scan_.problem) return;
    has_root_ = true;
    if (first) {
      scan_.problem = check_root_(seen);
      scan_.root = seen;
    }
    if (bytes_[at_] == '/') {
      at_ += 2;
      if (open_.size() == 1) scan_.children.push_back({start, at_});
      return;
    }
    at_ += 1;
    if (open_.size() == depth_)
      return fail("depth", "elements are nested more than " + std::to_string(depth_) + " deep",
                  start);
    open_.push_back({seen.name, start});
  }

  /// Reads one attribute of the tag that began at `start`; false at the tag's end, where at_ then
  /// stands.
  bool attribute(XmlRoot& seen, std::size_t start, bool keep) {
    const std::size_t from = after_blanks(at_);
    const std::string what = "the tag <" + std::string(seen.name) + ">";
    const auto cut = [&] { return truncated(what, start), false; };
    if (from >= bytes_.size()) return cut();
    if (bytes_[from] == '>' || bytes_[from] == '/') {
      at_ = from;
      if (bytes_[from] == '>') return false;
      if (from + 1 >= bytes_.size()) return cut();
      if (bytes_[from + 1] != '>') fail("malformed", "a / stands alone in " + what, from);
      return false;
    }
    const std::string_view name = name_at(from);
    if (name.empty() || !is_name_start(name[0]) || from == at_)
      return fail("malformed", what + " cannot be read from here on", from), false;
    std::size_t at = after_blanks(from + name.size());
    if (at >= bytes_.size()) return cut();
    if (bytes_[at] != '=')
      return fail("malformed", "the attribute " + std::string(name) + " has no value", from), false;
    at = after_blanks(at + 1);
    if (at >= bytes_.size()) return cut();
    if (bytes_[at] != '"' && bytes_[at] != '\'')
      return fail("malformed", "the value of " + std::string(name) + " has no quotation marks", at),
             false;
    const std::size_t close = bytes_.find(bytes_[at], at + 1);
    if (close == nowhere) return cut();
    const std::string_view value = bytes_.substr(at + 1, close - at - 1);
    if (value.find('<') != nowhere)
      return fail("malformed",
                  "the value of " + std::string(name) + " holds a <: is a quotation mark missing?",
                  at),
             false;
    check_references(value);
    if (keep) seen.attributes.emplace_back(name, value);
    at_ = close + 1;
    return true;
  }

  std::string_view bytes_;
  const LineTable& lines_;
  std::size_t depth_;
  const std::function<std::optional<XmlProblem>(const XmlRoot&)>& check_root_;
  std::size_t at_ = 0;
  bool has_root_ = false;
  std::vector<Open> open_;
  XmlScan scan_;
};

}  // namespace

std::string_view XmlRoot::attribute(std::string_view wanted) const {
  for (const auto& attribute : attributes) {
    if (attribute.first == wanted) return attribute.second;
  }
  return {};
}

LineTable::LineTable(std::string_view bytes) {
  starts_.push_back(0);
  for (std::size_t at = bytes.find('\n'); at != nowhere; at = bytes.find('\n', at + 1))
    starts_.push_back(static_cast<std::uint32_t>(at + 1));
}

std::size_t LineTable::line(std::size_t at) const {
  return static_cast<std::size_t>(std::upper_bound(starts_.begin(), starts_.end(), at) -
                                  starts_.begin());
}

std::size_t LineTable::line_start(std::size_t line) const { return starts_[line - 1]; }

XmlScan scan_xml(std::string_view bytes, const LineTable& lines, std::size_t depth,
                 const std::function<std::optional<XmlProblem>(const XmlRoot&)>& check_root) {
  return Scanner(bytes, lines, depth, check_root).run();
}

}  // namespace retroduce::interchange
