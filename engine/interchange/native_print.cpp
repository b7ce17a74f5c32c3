#include "interchange/native_print.h"

#include "base/error.h"

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

std::string Names::name(model::ThingKind kind, std::size_t place) const {
  const std::vector<model::Origin>& origins = kinds_[static_cast<std::size_t>(kind)].origins;
  RETRODUCE_ASSERT(place < origins.size());
  const model::Origin& origin = origins[place];
  if (origin.change.is_set()) return uid(origin.change) + "." + std::to_string(origin.ordinal);
  // The words of kinds may have blanks, ids may not.
  const std::string_view word =
      kind == model::ThingKind::theory_version ? "version" : model::to_word(kind);
  return std::string(word) + "." + std::to_string(place + 1);
}

std::string Names::next(model::ThingKind kind) {
  Kind& all = of(kind);
  const std::size_t place = all.printed++;
  return name(kind, all.order.empty() ? place : all.order[place]);
}

void Names::print_in_order(model::ThingKind kind, std::vector<std::uint32_t> places) {
  of(kind).order = std::move(places);
}

const std::string& Names::uid(model::Ref<model::Change> change) const {
  RETRODUCE_ASSERT(change.index() < uids_.size());
  return uids_[change.index()];
}

}  // namespace retroduce::interchange::native
