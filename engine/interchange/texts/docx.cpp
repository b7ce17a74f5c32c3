// Word (.docx): the words as they stand with all changes accepted.
#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "base/text.h"
#include "interchange/texts/archive.h"
#include "interchange/texts/text_builder.h"
#include "interchange/texts/text_bytes.h"
#include "interchange/texts/xml_file.h"

namespace retroduce::interchange {

namespace {

using namespace texts;

/// An attribute whatever its prefix.
std::string_view value_of(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_attribute& each : node.attributes()) {
    std::string_view own = each.name();
    if (const auto colon = own.find(':'); colon != std::string_view::npos)
      own.remove_prefix(colon + 1);
    if (own == name) return each.value();
  }
  return {};
}

std::int64_t number_of(std::string_view text, int base = 10) {
  std::int64_t number = -1;
  std::from_chars(text.data(), text.data() + text.size(), number, base);
  return number;
}

/// The depth of each style that is a heading: by its outline level, else by its name.
std::map<std::string, std::int64_t> heading_styles(const pugi::xml_node& styles) {
  std::map<std::string, std::int64_t> depths;
  for (const auto& style : styles.children()) {
    if (local_name(style) != "style") continue;
    const auto level = child_of(child_of(style, "pPr"), "outlineLvl");
    std::int64_t depth = level ? number_of(value_of(level, "val")) + 1 : 0;
    const std::string name = base::fold(value_of(child_of(style, "name"), "val"));
    if (depth == 0 && name.starts_with("heading ")) depth = number_of(name.substr(8));
    if (depth >= 1 && depth <= 9) depths[std::string(value_of(style, "styleId"))] = depth;
  }
  return depths;
}

class WordReader {
 public:
  WordReader(const Archive& archive, base::Diagnostics& found, const std::string& name)
      : archive_(archive), found_(found), name_(name) {
    pugi::xml_document styles;
    if (archive.load("word/styles.xml", styles, found))
      depths_ = heading_styles(styles.document_element());
  }

  std::optional<TakenText> read() {
    pugi::xml_document document;
    if (!archive_.has("word/document.xml")) {
      found_.add(base::Severity::refused, "text.no-word", "is a zip archive and no Word file",
                 {name_});
      return std::nullopt;
    }
    if (!archive_.load("word/document.xml", document, found_)) return std::nullopt;
    children(child_of(document.document_element(), "body"));
    out_.end_block();
    out_.end_sections(0);
    notes("word/footnotes.xml", footnotes_, "Footnotes");
    notes("word/endnotes.xml", endnotes_, "Endnotes");
    if (found_.refused()) return std::nullopt;
    if (has_changes_)
      found_.add(base::Severity::note, "text.tracked-changes",
                 "holds tracked changes; it was read as if all of them were accepted", {name_});
    TakenText taken = out_.take();
    pugi::xml_document core;
    if (archive_.load("docProps/core.xml", core, found_))
      taken.title = plain_text(child_of(core.document_element(), "title"));
    return taken;
  }

 private:
  void children(const pugi::xml_node& node) {
    for (const auto& each : node.children()) {
      if (each.type() == pugi::node_element) element(each);
    }
  }
  void element(const pugi::xml_node& node) {
    const std::string_view name = local_name(node);
    if (name == "p") return paragraph(node);
    if (name == "t") return out_.run_on(whole(node));
    if (name == "tab" || name == "ptab") return out_.tab();
    if (name == "br" || name == "cr") return out_.line_end();
    if (name == "noBreakHyphen") return out_.run_on("\xE2\x80\x91");
    if (name == "softHyphen") return out_.run_on("\xC2\xAD");
    if (name == "sym") return symbol(node);
    if (name == "tbl") return table(node);
    if (name == "footnoteReference") return note(node, footnotes_);
    if (name == "endnoteReference") return note(node, endnotes_);
    if (name == "AlternateContent") return alternative(node);
    static const std::set<std::string_view> unread = {
        "pPr",     "rPr",  "instrText",     "delText",     "fldData",   "sectPr",
        "tblPr",   "trPr", "tcPr",          "sdtPr",       "moveFrom",  "del",
        "tblGrid", "rt",   "annotationRef", "footnoteRef", "endnoteRef"};
    if (name == "del" || name == "ins" || name == "moveFrom") has_changes_ = true;
    if (unread.count(name) == 0) children(node);
  }
  static std::string whole(const pugi::xml_node& node) {
    std::string text;
    for (const auto& each : node.children()) text += each.value();
    return text;
  }
  void paragraph(const pugi::xml_node& node) {
    out_.end_block();
    const auto properties = child_of(node, "pPr");
    const auto level = child_of(properties, "outlineLvl");
    std::int64_t depth = level ? number_of(value_of(level, "val")) + 1 : 0;
    const auto style = depths_.find(std::string(value_of(child_of(properties, "pStyle"), "val")));
    if (depth == 0 && style != depths_.end()) depth = style->second;
    const bool is_heading = depth >= 1 && depth <= 9 && in_table_ == 0 && !in_notes_;
    if (is_heading) out_.begin_section(depth);
    children(node);
    if (is_heading) out_.end_title();
    out_.end_block();
  }
  void table(const pugi::xml_node& node) {
    ++in_table_;
    rows(node);
    --in_table_;
  }
  void rows(const pugi::xml_node& node) {
    for (const auto& each : node.children()) {
      const std::string_view name = local_name(each);
      if (name == "tr") {
        out_.begin_row();
        cells(each);
        out_.end_row();
      } else if (name == "sdt" || name == "sdtContent" || name == "ins" || name == "customXml") {
        rows(each);
      }
    }
  }
  void cells(const pugi::xml_node& row) {
    for (const auto& each : row.children()) {
      const std::string_view name = local_name(each);
      if (name == "tc") {
        out_.next_cell();
        children(each);
      } else if (name == "sdt" || name == "sdtContent" || name == "customXml") {
        cells(each);
      }
    }
  }
  void symbol(const pugi::xml_node& node) {
    const std::int64_t point = number_of(value_of(node, "char"), 16);
    if (point > 0) out_.run_on(utf8_character(static_cast<std::uint32_t>(point)));
  }
  void alternative(const pugi::xml_node& node) {
    const auto choice = child_of(node, "Choice");
    children(choice ? choice : child_of(node, "Fallback"));
  }
  static void note(const pugi::xml_node& node, std::vector<std::string>& list) {
    list.emplace_back(value_of(node, "id"));
  }
  /// Notes stand behind the text, in the order in which it names them.
  void notes(const std::string& part, const std::vector<std::string>& wanted, const char* title) {
    if (wanted.empty()) return;
    pugi::xml_document document;
    if (!archive_.load(part, document, found_)) return;
    std::map<std::string, pugi::xml_node> by_id;
    for (const auto& each : document.document_element().children())
      by_id.emplace(value_of(each, "id"), each);
    out_.begin_section(1);
    out_.run_on(title);
    out_.end_title();
    out_.end_block();
    in_notes_ = true;
    const std::vector<std::string> order = wanted;  // a note may name another one
    for (const std::string& id : order) {
      const auto entry = by_id.find(id);
      if (entry == by_id.end()) continue;
      children(entry->second);
      out_.end_block();
      by_id.erase(entry);
    }
    in_notes_ = false;
    out_.end_sections(1);
  }

  const Archive& archive_;
  base::Diagnostics& found_;
  const std::string& name_;
  std::map<std::string, std::int64_t> depths_;
  TextBuilder out_;
  std::vector<std::string> footnotes_;
  std::vector<std::string> endnotes_;
  int in_table_ = 0;
  bool in_notes_ = false;
  bool has_changes_ = false;
};

bool sniff(const TextFile& file) {
  if (is_zip(file.bytes) && file.bytes.find("word/") != std::string_view::npos) return true;
  if (is_old_office(file.bytes)) return true;
  return base::fold(file.name).ends_with(".docx");
}

std::optional<TakenText> take(const TextFile& file, base::Diagnostics& found) {
  const auto archive = Archive::open(file, found);
  if (!archive) return std::nullopt;
  return WordReader(*archive, found, file.name).read();
}

}  // namespace

extern const TextFormat text_docx{"docx",
                                  "Word",
                                  ".docx .docm",
                                  "words, headings as sections, tables, notes; tracked changes as "
                                  "accepted; comments, headers and "
                                  "pictures are left out",
                                  1,
                                  sniff,
                                  take};

}  // namespace retroduce::interchange
