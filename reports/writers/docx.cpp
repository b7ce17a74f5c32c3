// Tables for Word: a real table with a repeated head, rows that are not split, a caption with a
// number field, references as a numbered list. No date and no chance in it, so the same table gives
// the same bytes. What surrounds the table is built as small XML trees, each printed and dropped;
// its rows, thousands of one shape, are written as text.
#include <unordered_set>

#include <pugixml.hpp>

#include "base/error.h"
#include "reports/cells.h"
#include "reports/column_widths.h"
#include "reports/escape.h"
#include "reports/first_rows.h"
#include "reports/registry.h"
#include "reports/writers/docx_package.h"
#include "reports/writers/docx_text.h"

namespace retroduce::reports {

namespace {

constexpr std::string_view declaration =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view document_open =
    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
constexpr std::string_view document_close = "</w:body></w:document>\n";

// A4 in twentieths of a point, margins of 2 cm.
constexpr int page_short = 11906;
constexpr int page_long = 16838;
constexpr int margin = 1134;
// What Word's own limits for a table are; beyond them it calls the file damaged.
constexpr std::size_t most_rows = 32767;
constexpr std::size_t most_columns = 63;
constexpr const char* list_of_references = "1";

[[noreturn]] void refuse(const std::string& what) {
  throw base::Error(
      base::ErrorCode::unsupported,
      "the table has " + what + ", more than Word carries; write it as html, csv or xlsx");
}

void set(pugi::xml_node node, const char* name, const char* value) {
  node.append_attribute(name).set_value(value);
}

void set(pugi::xml_node node, const char* name, const std::string& value) {
  set(node, name, value.c_str());
}

pugi::xml_node add(pugi::xml_node node, const char* name, const std::string& value) {
  pugi::xml_node child = node.append_child(name);
  set(child, "w:val", value);
  return child;
}

/// Appends one element, made by `fill`, to the text of a part.
template <typename Fill>
void append_element(std::string& part, const char* name, Fill fill) {
  struct Appender : pugi::xml_writer {
    explicit Appender(std::string& text) : text_(text) {}
    void write(const void* data, std::size_t size) override {
      text_.append(static_cast<const char*>(data), size);
    }
    std::string& text_;
  };
  pugi::xml_document tree;
  fill(tree.append_child(name));
  Appender appender(part);
  tree.save(appender, "", pugi::format_raw | pugi::format_no_declaration);
}

void use_list(pugi::xml_node properties, const char* list) {
  pugi::xml_node numbering = properties.append_child("w:numPr");
  add(numbering, "w:ilvl", "0");
  add(numbering, "w:numId", list);
}

pugi::xml_node add_paragraph(pugi::xml_node parent, const char* style) {
  pugi::xml_node paragraph = parent.append_child("w:p");
  pugi::xml_node properties = paragraph.append_child("w:pPr");
  add(properties, "w:pStyle", style);
  return paragraph;
}

void add_plain(pugi::xml_node paragraph, std::string_view text) {
  std::string runs;
  docx::append_plain_text(runs, text);
  paragraph.append_buffer(runs.data(), runs.size(), pugi::parse_default | pugi::parse_ws_pcdata);
}

void add_width(pugi::xml_node parent, const char* name, int width) {
  pugi::xml_node node = parent.append_child(name);
  set(node, "w:w", std::to_string(width));
  set(node, "w:type", "dxa");
}

void add_rule(pugi::xml_node borders, const char* side, const char* eighths_of_a_point) {
  pugi::xml_node rule = borders.append_child(side);
  set(rule, "w:val", "single");
  set(rule, "w:sz", eighths_of_a_point);
  set(rule, "w:space", "0");
  set(rule, "w:color", "auto");
}

void align_numbers(pugi::xml_node paragraph, bool is_number) {
  if (is_number) add(paragraph.child("w:pPr"), "w:jc", "right");
}

class DocxBody {
 public:
  explicit DocxBody(const Table& table) : table_(table), text_(declaration) {
    text_ += document_open;
    whole_width_ = (is_wide(table) ? page_long : page_short) - 2 * margin;
    widths_ = column_widths(table.columns, whole_width_);
  }

  void caption() {
    append_element(text_, "w:p", [this](pugi::xml_node paragraph) {
      add(paragraph.append_child("w:pPr"), "w:pStyle", "Caption");
      if (!table_.label.empty()) label(paragraph);
      add_plain(paragraph, table_.title);
    });
  }

  void open_table() {
    if (widths_.size() > most_columns) refuse(std::to_string(widths_.size()) + " columns");
    text_ += "<w:tbl>";
    append_element(text_, "w:tblPr", [this](pugi::xml_node properties) {
      add(properties, "w:tblStyle", "JournalTable");
      add_width(properties, "w:tblW", whole_width_);
      set(properties.append_child("w:tblLayout"), "w:type", "fixed");
      pugi::xml_node look = properties.append_child("w:tblLook");
      set(look, "w:val", "0020");
      set(look, "w:firstRow", "1");
      add(properties, "w:tblCaption", carried_text(table_.title));
    });
    append_element(text_, "w:tblGrid", [this](pugi::xml_node grid) {
      for (const int width : widths_) {
        set(grid.append_child("w:gridCol"), "w:w", std::to_string(width));
      }
    });
    head_row();
  }

  void row(const TableRow& row) {
    if (++rows_ >= most_rows) refuse("over 32,766 rows");  // the head is one, too
    if (row.heading.empty()) {
      cell_row(row);
    } else {
      group_row(row.heading);
    }
    if (text_.size() >= piece) cut();
  }

  void close_table() {
    text_ += "</w:tbl>";
    for (const std::string& note : table_.footnotes) {
      append_element(text_, "w:p", [&note, this](pugi::xml_node paragraph) {
        pugi::xml_node properties = paragraph.append_child("w:pPr");
        add(properties, "w:pStyle", "TableNote");
        if (&note == &table_.footnotes.front()) {
          set(properties.append_child("w:spacing"), "w:before", "80");
        }
        add_plain(paragraph, note);
      });
    }
    references();
  }

  std::vector<std::string> finish() {
    append_element(text_, "w:sectPr", [this](pugi::xml_node section) {
      pugi::xml_node size = section.append_child("w:pgSz");
      set(size, "w:w", std::to_string(is_wide(table_) ? page_long : page_short));
      set(size, "w:h", std::to_string(is_wide(table_) ? page_short : page_long));
      if (is_wide(table_)) set(size, "w:orient", "landscape");
      pugi::xml_node margins = section.append_child("w:pgMar");
      for (const char* side : {"w:top", "w:right", "w:bottom", "w:left"}) {
        set(margins, side, std::to_string(margin));
      }
      for (const char* side : {"w:header", "w:footer"}) set(margins, side, "709");
      set(margins, "w:gutter", "0");
    });
    text_ += document_close;
    cut();
    return std::move(pieces_);
  }

 private:
  /// A text that grows to a hundred megabytes would take twice that whenever it moves.
  static constexpr std::size_t piece = std::size_t{1} << 20;
  void cut() {
    pieces_.push_back(std::move(text_));
    text_.clear();
    text_.reserve(piece + piece / 8);
  }

  /// The number of a table is a field, so that Word can refer to it.
  void label(pugi::xml_node paragraph) {
    constexpr std::string_view word = "Table ";
    if (!table_.label.starts_with(word)) {
      add_plain(paragraph, caption_label(table_));
      return;
    }
    const std::string number = table_.label.substr(word.size());
    add_plain(paragraph, word);
    pugi::xml_node field = paragraph.append_child("w:fldSimple");
    const std::string start = number == "1" ? "" : "\\r " + number + " ";
    set(field, "w:instr", " SEQ Table \\* ARABIC " + start);
    add_plain(field, number);
    add_plain(paragraph, ". ");
  }

  void head_row() {
    append_element(text_, "w:tr", [this](pugi::xml_node row) {
      pugi::xml_node properties = row.append_child("w:trPr");
      properties.append_child("w:cantSplit");
      properties.append_child("w:tblHeader");
      for (std::size_t i = 0; i < table_.columns.size(); ++i) {
        pugi::xml_node cell = row.append_child("w:tc");
        pugi::xml_node cell_properties = cell.append_child("w:tcPr");
        add_width(cell_properties, "w:tcW", widths_[i]);
        pugi::xml_node borders = cell_properties.append_child("w:tcBorders");
        add_rule(borders, "w:top", "8");
        add_rule(borders, "w:bottom", "4");
        add(cell_properties, "w:vAlign", "bottom");
        pugi::xml_node paragraph = add_paragraph(cell, "TableHead");
        align_numbers(paragraph, table_.columns[i].is_number);
        add_plain(paragraph, table_.columns[i].name);
      }
    });
  }

  void group_row(const std::string& heading) {
    append_element(text_, "w:tr", [&heading, this](pugi::xml_node row) {
      row.append_child("w:trPr").append_child("w:cantSplit");
      pugi::xml_node cell = row.append_child("w:tc");
      pugi::xml_node properties = cell.append_child("w:tcPr");
      add_width(properties, "w:tcW", whole_width_);
      add(properties, "w:gridSpan", std::to_string(widths_.size()));
      if (rows_ > 1) add_rule(properties.append_child("w:tcBorders"), "w:top", "2");
      add_plain(add_paragraph(cell, "TableGroup"), heading);
    });
  }

  void cell_row(const TableRow& row) {
    text_ += "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      text_ += "<w:tc><w:tcPr><w:tcW w:w=\"" + std::to_string(widths_[i]) + "\" w:type=\"dxa\"/>";
      if (row.cells[i].merges_up)
        text_ += "<w:vMerge/>";
      else if (row.cells[i].merges_down)
        text_ += "<w:vMerge w:val=\"restart\"/>";
      text_ += "</w:tcPr>";
      if (i == 0) mark_row(row.id);
      if (row.cells[i].merges_up) {
        docx::append_cell_text(text_, {}, false);
        text_ += "</w:tc>";
        continue;
      }
      docx::append_cell_text(text_, row.cells[i].lines, table_.columns[i].is_number);
      text_ += "</w:tc>";
    }
    text_ += "</w:tr>";
  }

  /// Its id, hidden, once: where several rows are about one thing, it marks the first.
  void mark_row(const std::string& id) {
    if (id.empty() || !marked_.insert(id).second) return;
    // References have the numbers below.
    const std::string number = std::to_string(1'000'000 + marked_.size());
    text_ += "<w:bookmarkStart w:id=\"" + number + "\" w:name=\"" + docx::row_bookmark(id) +
             "\"/><w:bookmarkEnd w:id=\"" + number + "\"/>";
  }

  void references() {
    if (table_.references.empty()) return;
    append_element(text_, "w:p", [](pugi::xml_node paragraph) {
      add(paragraph.append_child("w:pPr"), "w:pStyle", "Heading1");
      add_plain(paragraph, "References");
    });
    for (const Reference& reference : table_.references) {
      append_element(text_, "w:p", [&reference, this](pugi::xml_node paragraph) {
        pugi::xml_node properties = paragraph.append_child("w:pPr");
        add(properties, "w:pStyle", "Reference");
        if (!table_.is_author_year) use_list(properties, list_of_references);
        const std::string number = std::to_string(reference.number);
        pugi::xml_node mark = paragraph.append_child("w:bookmarkStart");
        set(mark, "w:id", number);
        set(mark, "w:name", "ref" + number);
        add_plain(paragraph, reference.text);
        set(paragraph.append_child("w:bookmarkEnd"), "w:id", number);
      });
    }
  }

  const Table& table_;
  std::vector<std::string> pieces_;
  std::string text_;  ///< behind the pieces
  std::vector<int> widths_;
  int whole_width_ = 0;
  std::size_t rows_ = 0;
  std::unordered_set<std::string> marked_;  ///< ids of rows
};

void write_docx(Table& table, const TableWriterOptions&, const Output& out) {
  measure_columns(table);
  DocxBody body(table);
  body.caption();
  body.open_table();
  TableRow row;
  while (table.next(row)) body.row(row);
  table.finish(table);
  body.close_table();
  out(docx::package(body.finish(), table.title, table.review, table.font));
}

}  // namespace

const TableWriter writer_docx{"docx", ".docx", true, write_docx};

}  // namespace retroduce::reports
