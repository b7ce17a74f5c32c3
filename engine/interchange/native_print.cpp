#include "interchange/native_print.h"

namespace retroduce::interchange::native {

void ElementPrinter::print_start() {
  indent();
  out_ += '<';
  out_ += tag_;
  for (const Fact& fact : facts_) {
    out_ += ' ';
    out_ += fact.name;
    out_ += "=\"";
    append_value(out_, is_beyond_xml_ && fact.is_free ? escaped(fact.value) : fact.value);
    out_ += '"';
  }
  if (is_beyond_xml_) out_ += " escaped=\"true\"";
}

void ElementPrinter::open() {
  if (is_open_) return;
  print_start();
  out_ += ">\n";
  is_open_ = true;
}

void ElementPrinter::close() {
  if (is_open_) {
    indent();
    out_ += "</";
    out_ += tag_;
    out_ += ">\n";
    return;
  }
  print_start();
  if (content_.empty()) {
    out_ += "/>\n";
    return;
  }
  out_ += '>';
  if (is_beyond_xml_)
    append_content(out_, escaped(content_));
  else
    append_content(out_, content_);
  out_ += "</";
  out_ += tag_;
  out_ += ">\n";
}

void ElementPrinter::print_text(std::string_view name, const std::string& value) {
  open();
  ElementPrinter printer(out_, names_, name, depth_ + 1);
  printer.content(value);
  printer.close();
}

}  // namespace retroduce::interchange::native
