// Prints one record as one XML element: the writing visitor of native_shape.h. For
// native_writer.cpp alone. Knows how an element looks; does not know sections or files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/base64.h"
#include "interchange/native_names.h"
#include "interchange/native_shape.h"
#include "interchange/native_text.h"

namespace retroduce::interchange::native {

class ElementPrinter {
 public:
  ElementPrinter(std::string& out, Names& names, std::string_view tag, std::size_t depth)
      : out_(out), names_(names), tag_(tag), depth_(depth) {}

  /// Appends the element, indented, with a line end.
  template <typename Record>
  void print(const Record& record) {
    Shape<Record>::describe(*this, record);
    close();
  }

  // The visitor; see native_shape.h. Views that are handed in live until the element is printed.
  template <typename Record>
  void id(const Record&, Need) {
    fact("id", names_.next(kind_of<Record>));
  }
  void attribute(std::string_view name, const std::string& value, Need need = Need::optional) {
    if (value.empty() && need == Need::optional) return;
    is_beyond_xml_ = is_beyond_xml_ || is_beyond_xml(value);
    facts_.push_back({name, value, true});
  }
  /// The first word of a list is the default and left out, unless the word must be said.
  template <typename E>
  void word(std::string_view name, E value, Need need = Need::optional) {
    if (need == Need::required || value != E{}) fact(name, std::string(model::to_word(value)));
  }
  void word(std::string_view name, std::optional<model::Role> value) {
    if (value) fact(name, std::string(model::to_word(*value)));
  }
  void uid(std::string_view name, const std::string& value) { fact(name, value); }
  void number(std::string_view name, const std::optional<int>& value) {
    if (value) fact(name, std::to_string(*value));
  }
  void place(std::string_view name, const std::optional<std::uint32_t>& value) {
    if (value) fact(name, std::to_string(std::uint64_t{*value} + 1));
  }
  void span(std::string_view begin, std::string_view end,
            const std::optional<base::TextSpan>& value) {
    if (!value) return;
    fact(begin, std::to_string(value->begin));
    fact(end, std::to_string(value->end));
  }
  void counted(std::string_view name, int value) {
    if (value != 0) fact(name, std::to_string(value));
  }
  void said_span(std::string_view begin, std::string_view end, const base::TextSpan& value) {
    fact(begin, std::to_string(value.begin));
    fact(end, std::to_string(value.end));
  }
  void flag(std::string_view name, bool value) {
    if (value) fact(name, "true");
  }
  void said_flag(std::string_view name, bool value) { fact(name, value ? "true" : "false"); }
  template <typename Record>
  void reference(std::string_view name, model::Ref<Record> value, Need = Need::optional) {
    if (value.is_set()) fact(name, names_.name(kind_of<Record>, value.index()));
  }
  void change(std::string_view name, model::Ref<model::Change> value) {
    if (value.is_set()) fact(name, names_.uid(value));
  }
  template <typename Record>
  void subject(std::string_view about, std::string_view of, std::string_view number,
               const Record& record) {
    if (record.about == model::ThingKind::review) return;
    word(about, record.about);
    if (is_numbered(record.about))
      place(number, record.about_ref);
    else
      fact(of, names_.name(record.about, record.about_ref));
  }
  void child(std::string_view name, const std::string& value) {
    if (!value.empty()) print_text(name, value);
  }
  void child(std::string_view name, const std::optional<std::string>& value) {
    if (value) print_text(name, *value);
  }
  void children(std::string_view name, const std::vector<std::string>& values) {
    for (const std::string& value : values) print_text(name, value);
  }
  template <typename Record>
  void part(std::string_view name, const std::optional<Record>& record) {
    if (!record) return;
    open();
    ElementPrinter(out_, names_, name, depth_ + 1).print(*record);
  }
  template <typename Record>
  void parts(std::string_view name, const std::vector<Record>& records) {
    for (const Record& record : records) {
      open();
      ElementPrinter(out_, names_, name, depth_ + 1).print(record);
    }
  }
  template <typename Record>
  void references(std::string_view name, std::string_view attribute,
                  const std::vector<model::Ref<Record>>& values) {
    for (const model::Ref<Record> value : values) {
      open();
      ElementPrinter printer(out_, names_, name, depth_ + 1);
      printer.reference(attribute, value);
      printer.close();
    }
  }
  void content(const std::string& value) {
    content_ = value;
    is_beyond_xml_ = is_beyond_xml_ || is_beyond_xml(value);
  }
  void bytes(const std::string& value) {
    as_text_ = base::to_base64(value);
    content_ = as_text_;
  }

 private:
  struct Fact {
    std::string_view name;
    std::string value;
    bool is_free = false;  ///< free text, which takes part in escaping
  };

  void fact(std::string_view name, std::string value) {
    facts_.push_back({name, std::move(value), false});
  }
  void indent() { out_.append(2 * depth_, ' '); }
  void print_text(std::string_view name, const std::string& value);
  void print_start();  ///< without its closing >
  void open();         ///< before the first child
  void close();

  std::string& out_;
  Names& names_;
  std::string_view tag_;
  std::size_t depth_;
  std::vector<Fact> facts_;
  std::string_view content_;
  std::string as_text_;  ///< of bytes
  bool is_beyond_xml_ = false;
  bool is_open_ = false;
};

}  // namespace retroduce::interchange::native
