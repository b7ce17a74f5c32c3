// Reads one XML element into one record: the reading visitor of native_shape.h. For
// native_reader.cpp alone. Knows what is wrong with an element; does not know sections or where
// records go.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "interchange/findings.h"
#include "interchange/native_ids.h"
#include "interchange/native_shape.h"
#include "interchange/xml_scan.h"

namespace pugi {
struct xml_node_struct;
}

namespace retroduce::interchange::native {

/// An element of the parsed file, which owns it.
using Node = pugi::xml_node_struct*;

/// What the reading of one file shares. Codes are given without their "native.".
class Reading {
 public:
  Reading(std::string file, const LineTable& lines, base::Diagnostics& found)
      : file_(std::move(file)), lines_(lines), findings_(found) {}

  void refuse(const char* code, std::string message, std::size_t line);
  /// Counted by message: told once, with the first line.
  void lose(const char* code, const std::string& message, std::size_t line);
  bool refused() const { return findings_.refused(); }
  /// Tells the losses. Call once, at the end.
  void close();

  /// Where in the file the piece begins that is parsed now: lines of nodes are told by it.
  void begin_piece(std::size_t start) { start_ = start; }
  std::size_t line_of(Node node) const;
  std::size_t line_at(std::size_t at) const { return lines_.line(at); }
  IdTable& ids() { return ids_; }

 private:
  struct Loss {
    std::size_t line = 0;
    std::int64_t count = 0;
  };
  std::string file_;
  const LineTable& lines_;
  std::size_t start_ = 0;
  Findings findings_;
  std::map<std::pair<std::string, std::string>, Loss> losses_;  ///< by code and message
  IdTable ids_;
};

/// The first child element of that name, and the next one after it; null at the end. Names are
/// literals.
Node first_child(Node node, std::string_view name);
Node next_sibling(Node node, std::string_view name);

class ElementReader {
 public:
  ElementReader(Reading& reading, Node node);

  /// Fills the record; what is wrong goes to the findings of `reading`.
  template <typename Record>
  void read(Record& record) {
    if constexpr (requires { record.line; }) record.line = line_;
    Shape<Record>::describe(*this, record);
    finish();
  }

  // The visitor; see native_shape.h.
  template <typename Record>
  void id(Record& record, Need need) {
    record.line = line_;
    record.origin = take_id(kind_of<Record>, need);
  }
  void attribute(std::string_view name, std::string& value, Need need = Need::optional);
  template <typename E>
  void word(std::string_view name, E& value, Need need = Need::optional) {
    if (const auto place = word_place(name, model::words_of<E>(), need))
      value = static_cast<E>(*place);
  }
  void word(std::string_view name, std::optional<model::Role>& value) {
    if (const auto place = word_place(name, model::words_of<model::Role>(), Need::optional))
      value = static_cast<model::Role>(*place);
  }
  void uid(std::string_view name, std::string& value);
  void number(std::string_view name, std::optional<int>& value);
  void place(std::string_view name, std::optional<std::uint32_t>& value);
  void span(std::string_view begin, std::string_view end, std::optional<base::TextSpan>& value);
  /// A number from 0 that is left out where it is 0.
  void counted(std::string_view name, int& value);
  void said_span(std::string_view begin, std::string_view end, base::TextSpan& value);
  void flag(std::string_view name, bool& value);
  void said_flag(std::string_view name, bool& value);
  template <typename Record>
  void reference(std::string_view name, model::Ref<Record>& value, Need need = Need::optional) {
    if (const auto number = find(name, kind_of<Record>, need)) value = model::Ref<Record>(*number);
  }
  void change(std::string_view name, model::Ref<model::Change>& value);
  template <typename Record>
  void subject(std::string_view about, std::string_view of, std::string_view number,
               Record& record) {
    word(about, record.about);
    record.about_ref = subject_place(of, number, record.about);
  }
  void child(std::string_view name, std::string& value);
  void child(std::string_view name, std::optional<std::string>& value);
  void children(std::string_view name, std::vector<std::string>& values);
  template <typename Record>
  void part(std::string_view name, std::optional<Record>& record) {
    asked_children_.push_back(name);
    const Node found = first_child(node_, name);
    if (found == nullptr) return;
    refuse_second(found, name);
    ElementReader(reading_, found).read(record.emplace());
  }
  template <typename Record>
  void parts(std::string_view name, std::vector<Record>& records) {
    asked_children_.push_back(name);
    for (Node part = first_child(node_, name); part != nullptr; part = next_sibling(part, name))
      ElementReader(reading_, part).read(records.emplace_back());
  }
  template <typename Record>
  void references(std::string_view name, std::string_view attribute,
                  std::vector<model::Ref<Record>>& values) {
    asked_children_.push_back(name);
    for (Node part = first_child(node_, name); part != nullptr; part = next_sibling(part, name)) {
      ElementReader reader(reading_, part);
      reader.reference(attribute, values.emplace_back(), Need::required);
      reader.finish();
    }
  }
  void content(std::string& value);
  void bytes(std::string& value);

  /// Names what was in the element and neither asked for nor expected.
  void finish();
  void expect(std::string_view child) { asked_children_.push_back(child); }

 private:
  /// A short list without allocation; an element has fewer attributes and kinds of children than
  /// this.
  class Names {
   public:
    void push_back(std::string_view name);
    bool has(std::string_view name) const;

   private:
    std::array<std::string_view, 20> names_;
    std::size_t size_ = 0;
  };

  /// The raw value, or nothing; what is required and absent or empty is refused.
  std::optional<std::string_view> raw(std::string_view name, Need need = Need::optional);
  std::string free_text(std::string_view name, std::string text);
  model::Origin take_id(model::ThingKind kind, Need need);
  model::Origin origin_of(std::string_view id);
  std::optional<std::size_t> word_place(std::string_view name,
                                        std::span<const std::string_view> words, Need need);
  std::optional<std::int64_t> whole_number(std::string_view name, std::int64_t least,
                                           std::int64_t most);
  std::optional<std::uint32_t> find(std::string_view name, model::ThingKind kind, Need need);
  std::uint32_t subject_place(std::string_view of, std::string_view number, model::ThingKind about);
  std::optional<std::string> text_child(std::string_view name);
  void refuse_second(Node first, std::string_view name);
  void check_attributes();
  void check_children();
  void refuse(const char* code, std::string message);
  std::string tag() const;

  Reading& reading_;
  Node node_;
  model::Line line_;
  bool escaped_ = false;
  bool has_content_ = false;
  std::ptrdiff_t found_attributes_ = 0;
  Names asked_attributes_;
  Names asked_children_;
};

}  // namespace retroduce::interchange::native
