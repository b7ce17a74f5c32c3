#include "interchange/native_element.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <limits>

#include <pugixml.hpp>

#include "base/base64.h"
#include "base/error.h"
#include "base/text.h"
#include "interchange/native_text.h"

namespace retroduce::interchange::native {

namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string quoted(std::string_view text) { return "\"" + base::shorten(text, 60) + "\""; }

bool is_blank(std::string_view text) {
  return text.find_first_not_of(blanks) == std::string_view::npos;
}

bool is_text(const pugi::xml_node& node) {
  return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

/// The text of an element, its CDATA sections included, as it is.
std::string whole_text(const pugi::xml_node& node) {
  // The parser keeps the first run of text in the element itself.
  std::string text = node.value();
  for (const pugi::xml_node& part : node.children()) {
    if (is_text(part)) text += part.value();
  }
  return text;
}

}  // namespace

void Reading::refuse(const char* code, std::string message, std::size_t line) {
  findings_.add(base::Severity::refused, "native." + std::string(code), std::move(message),
                {file_, line, 0});
}

void Reading::lose(const char* code, const std::string& message, std::size_t line) {
  Loss& loss = losses_[{"native." + std::string(code), message}];
  if (loss.count++ == 0) loss.line = line;
}

void Reading::close() {
  for (const auto& [key, loss] : losses_) {
    std::string message = key.second;
    if (loss.count > 1) message += " (" + base::grouped(loss.count) + " times, here first)";
    findings_.add(base::Severity::loss, key.first, std::move(message), {file_, loss.line, 0});
  }
  findings_.close();
}

std::size_t Reading::line_of(Node node) const {
  const std::ptrdiff_t at = pugi::xml_node(node).offset_debug();
  return at < 0 ? 0 : lines_.line(start_ + static_cast<std::size_t>(at));
}

Node first_child(Node node, std::string_view name) {
  return pugi::xml_node(node).child(name.data()).internal_object();
}

Node next_sibling(Node node, std::string_view name) {
  return pugi::xml_node(node).next_sibling(name.data()).internal_object();
}

void ElementReader::Names::push_back(std::string_view name) {
  RETRODUCE_ASSERT(size_ < names_.size());
  names_[size_++] = name;
}

bool ElementReader::Names::has(std::string_view name) const {
  for (std::size_t i = 0; i < size_; ++i) {
    if (names_[i] == name) return true;
  }
  return false;
}

ElementReader::ElementReader(Reading& reading, Node node)
    : reading_(reading), node_(node), line_(static_cast<model::Line>(reading.line_of(node))) {
  flag("escaped", escaped_);
}

std::string ElementReader::tag() const {
  return "<" + std::string(pugi::xml_node(node_).name()) + ">";
}

void ElementReader::refuse(const char* code, std::string message) {
  reading_.refuse(code, std::move(message), line_);
}

std::optional<std::string_view> ElementReader::raw(std::string_view name, Need need) {
  asked_attributes_.push_back(name);
  const pugi::xml_attribute found = pugi::xml_node(node_).attribute(name.data());
  if (found) ++found_attributes_;
  const std::string_view value = found.value();
  if (need == Need::required && value.empty()) {
    refuse("missing", tag() + " has no " + std::string(name));
    return std::nullopt;
  }
  if (!found) return std::nullopt;
  return value;
}

std::string ElementReader::free_text(std::string_view name, std::string text) {
  if (!escaped_) return text;
  if (auto plain = unescaped(text)) return *std::move(plain);
  refuse("escape",
         std::string(name) + " of " + tag() +
             " has a backslash that is no escape: with escaped=\"true\" write \\\\ or \\uXXXX");
  return text;
}

void ElementReader::attribute(std::string_view name, std::string& value, Need need) {
  if (const auto found = raw(name, need)) value = free_text(name, std::string(*found));
}

model::Origin ElementReader::take_id(model::ThingKind kind, Need need) {
  reading_.ids().count_one(kind);
  const auto id = raw("id", need);
  if (!id) return {};
  if (id->empty() || id->find_first_of(blanks) != std::string_view::npos) {
    refuse("value", "id=" + quoted(*id) + " of " + tag() + " is empty or has a blank in it");
    return {};
  }
  if (const auto before = reading_.ids().name_last(kind, *id, line_)) {
    refuse("duplicate-id", tag() + " has the id " + quoted(*id) + ", which the one of line " +
                               std::to_string(before->line) + " has already");
    return {};
  }
  return origin_of(*id);
}

model::Origin ElementReader::origin_of(std::string_view id) {
  const auto permanent = permanent_id(id);
  if (!permanent) return {};
  const model::Origin origin{reading_.ids().change(permanent->uid), permanent->ordinal};
  if (!origin.change.is_set()) {
    reading_.lose("unknown-change",
                  "permanent ids of the change " + std::string(permanent->uid) +
                      ", which the history lacks, were not kept: new ones are given",
                  line_);
    return {};
  }
  if (!reading_.ids().claim(origin))
    refuse("duplicate-id", "the permanent id " + quoted(id) + " stands twice");
  return origin;
}

std::optional<std::size_t> ElementReader::word_place(std::string_view name,
                                                     std::span<const std::string_view> words,
                                                     Need need) {
  const auto value = raw(name, need);
  if (!value) return std::nullopt;
  // An empty word is written by leaving the attribute out.
  const auto found = std::find(words.begin(), words.end(), *value);
  if (found != words.end() && !value->empty())
    return static_cast<std::size_t>(found - words.begin());
  std::vector<std::string> known;
  for (const std::string_view one : words) {
    if (!one.empty()) known.emplace_back(one);
  }
  refuse("word", std::string(name) + "=" + quoted(*value) + " of " + tag() +
                     " is none of: " + base::join(known, ", "));
  return std::nullopt;
}

void ElementReader::uid(std::string_view name, std::string& value) {
  const auto found = raw(name, Need::required);
  if (!found) return;
  value = *found;
  if (!is_uid(*found))
    refuse("value", std::string(name) + "=" + quoted(*found) + " of " + tag() +
                        " is not 16 hexadecimal digits in lower case");
  else if (!reading_.ids().add_change(*found))
    refuse("duplicate-id", "the change " + value + " stands twice in the history");
}

std::optional<std::int64_t> ElementReader::whole_number(std::string_view name, std::int64_t least,
                                                        std::int64_t most) {
  const auto text = raw(name);
  if (!text) return std::nullopt;
  std::int64_t value = 0;
  const char* end = text->data() + text->size();
  const auto result = std::from_chars(text->data(), end, value);
  if (result.ec == std::errc() && result.ptr == end && value >= least && value <= most)
    return value;
  const std::string range =
      least < 0 ? "a whole number" : "a whole number from " + std::to_string(least);
  refuse("number", std::string(name) + "=" + quoted(*text) + " of " + tag() + " is not " + range);
  return std::nullopt;
}

void ElementReader::number(std::string_view name, std::optional<int>& value) {
  using Limits = std::numeric_limits<int>;
  if (const auto found = whole_number(name, Limits::min(), Limits::max()))
    value = static_cast<int>(*found);
}

void ElementReader::place(std::string_view name, std::optional<std::uint32_t>& value) {
  if (const auto found = whole_number(name, 1, std::numeric_limits<std::uint32_t>::max()))
    value = static_cast<std::uint32_t>(*found - 1);
}

void ElementReader::span(std::string_view begin, std::string_view end,
                         std::optional<base::TextSpan>& value) {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  const pugi::xml_node node(node_);
  const bool both = node.attribute(begin.data()).empty() == node.attribute(end.data()).empty();
  const auto first = whole_number(begin, 0, most);
  const auto last = whole_number(end, 0, most);
  if (!both)
    refuse("missing",
           tag() + " has only one of " + std::string(begin) + " and " + std::string(end));
  if (!first || !last) return;
  value = base::TextSpan{*first, *last};
  if (*last < *first) refuse("number", tag() + " ends before it begins");
}

void ElementReader::counted(std::string_view name, int& value) {
  if (const auto found = whole_number(name, 0, std::numeric_limits<int>::max()))
    value = static_cast<int>(*found);
}

void ElementReader::said_span(std::string_view begin, std::string_view end, base::TextSpan& value) {
  std::optional<base::TextSpan> found;
  span(begin, end, found);
  if (found)
    value = *found;
  else if (!pugi::xml_node(node_).attribute(begin.data()))
    refuse("missing", tag() + " has no " + std::string(begin) + " and " + std::string(end));
}

void ElementReader::flag(std::string_view name, bool& value) {
  const auto found = raw(name);
  if (!found) return;
  value = *found == "true";
  if (!value && *found != "false")
    refuse("value", std::string(name) + "=" + quoted(*found) + " of " + tag() +
                        " is neither true nor false");
}

void ElementReader::said_flag(std::string_view name, bool& value) {
  if (!pugi::xml_node(node_).attribute(name.data()))
    refuse("missing", tag() + " has no " + std::string(name));
  flag(name, value);
}

std::optional<std::uint32_t> ElementReader::find(std::string_view name, model::ThingKind kind,
                                                 Need need) {
  const auto id = raw(name, need);
  if (!id) return std::nullopt;
  const auto number = reading_.ids().find(kind, *id);
  if (!number)
    refuse("dangling", tag() + " names the " + std::string(model::to_word(kind)) + " " +
                           quoted(*id) + ", and none above has this id");
  return number;
}

void ElementReader::change(std::string_view name, model::Ref<model::Change>& value) {
  const auto uid = raw(name);
  if (!uid) return;
  value = reading_.ids().change(*uid);
  if (!value.is_set())
    refuse("dangling", tag() + " names the change " + quoted(*uid) + ", which the history lacks");
}

std::uint32_t ElementReader::subject_place(std::string_view of, std::string_view number,
                                           model::ThingKind about) {
  std::optional<std::uint32_t> place_of_it;
  place(number, place_of_it);
  const auto id = raw(of);
  const std::string name = pugi::xml_node(node_).name();
  const std::string word(model::to_word(about));
  const bool needs_number = is_numbered(about);
  const bool needs_id = !needs_number && about != model::ThingKind::review;
  if (needs_id != id.has_value() || needs_number != place_of_it.has_value()) {
    const std::string of_kind = "<" + name + " about=\"" + word + "\"> needs ";
    const std::string what =
        needs_id ? of_kind + "of, the id of what it is about, and no number"
        : needs_number
            ? of_kind + "number, the place of what it is about, and no of"
            : "a <" + name + "> about the review takes neither of nor number: is about missing?";
    refuse("missing", what);
  } else if (needs_number) {
    if (*place_of_it < reading_.ids().count(about)) return *place_of_it;
    refuse("dangling", "the " + name + " is about " + word + " " +
                           std::to_string(*place_of_it + 1) + ", and there are " +
                           std::to_string(reading_.ids().count(about)));
  } else if (needs_id) {
    if (const auto found = reading_.ids().find(about, *id)) return *found;
    refuse("dangling", "the " + name + " is about the " + word + " " + quoted(*id) +
                           ", and none above has this id");
  }
  return 0;
}

std::optional<std::string> ElementReader::text_child(std::string_view name) {
  asked_children_.push_back(name);
  Node found = first_child(node_, name);
  if (found == nullptr) return std::nullopt;
  refuse_second(found, name);
  std::string text;
  ElementReader reader(reading_, found);
  reader.content(text);
  reader.finish();
  return text;
}

void ElementReader::refuse_second(Node first, std::string_view name) {
  if (Node second = next_sibling(first, name))
    reading_.refuse("repeated", tag() + " has more than one <" + std::string(name) + ">",
                    reading_.line_of(second));
}

void ElementReader::child(std::string_view name, std::string& value) {
  if (auto text = text_child(name)) value = *std::move(text);
}

void ElementReader::child(std::string_view name, std::optional<std::string>& value) {
  value = text_child(name);
}

void ElementReader::children(std::string_view name, std::vector<std::string>& values) {
  asked_children_.push_back(name);
  for (Node part = first_child(node_, name); part != nullptr; part = next_sibling(part, name)) {
    ElementReader reader(reading_, part);
    reader.content(values.emplace_back());
    reader.finish();
  }
}

void ElementReader::content(std::string& value) {
  has_content_ = true;
  value = free_text("the text", whole_text(pugi::xml_node(node_)));
}

void ElementReader::bytes(std::string& value) {
  has_content_ = true;
  if (auto plain = base::from_base64(whole_text(pugi::xml_node(node_))))
    value = *std::move(plain);
  else
    refuse("value", "the bytes of " + tag() + " are not written in base64");
}

void ElementReader::finish() {
  check_attributes();
  check_children();
}

void ElementReader::check_attributes() {
  const auto attributes = pugi::xml_node(node_).attributes();
  const auto count = std::distance(attributes.begin(), attributes.end());
  if (count == found_attributes_) return;
  for (const pugi::xml_attribute& attribute : attributes) {
    const std::string name = attribute.name();
    if (!asked_attributes_.has(name))
      reading_.lose("unknown-attribute",
                    "the attribute " + name + " of " + tag() + " is not known and was left out",
                    line_);
    else if (attribute != pugi::xml_node(node_).attribute(name.c_str()))
      refuse("malformed", tag() + " has " + name + " twice");
  }
}

void ElementReader::check_children() {
  const pugi::xml_node node(node_);
  bool has_stray_text = !has_content_ && !is_blank(node.value());
  for (const pugi::xml_node& part : node.children()) {
    if (part.type() == pugi::node_element) {
      if (asked_children_.has(part.name())) continue;
      reading_.lose(
          "unknown-element",
          "<" + std::string(part.name()) + "> in " + tag() + " is not known and was left out",
          reading_.line_of(part.internal_object()));
    } else if (!has_content_ && is_text(part) && !is_blank(part.value())) {
      has_stray_text = true;
    }
  }
  if (has_stray_text)
    reading_.lose("stray-text", "text between the elements of " + tag() + " was left out", line_);
}

}  // namespace retroduce::interchange::native
