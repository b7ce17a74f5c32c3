// Walks through a marked-up paper and writes its words into a TextBuilder, by a table that says
// what each element does. For JATS, TEI and OpenDocument; knows none of them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string_view>

#include <pugixml.hpp>

#include "interchange/texts/text_builder.h"

namespace retroduce::interchange::texts {

enum class Does : std::uint8_t {
  block,     ///< its own line
  skip,      ///< no part of the text
  row,       ///< of a table
  cell,      ///< of a row
  line_end,  ///< within a block
  blank,     ///< runs on, with a blank behind it
  apart,     ///< its children run on, with a blank between them
  section,   ///< with its title within
  title,     ///< of the section around it; a label before it stands in the same line
};

class XmlWalk {
 public:
  using Table = std::map<std::string_view, Does>;
  /// Called for each element first; true where it has done all that is to do.
  using Special = std::function<bool(XmlWalk&, const pugi::xml_node&)>;

  XmlWalk(TextBuilder& out, const Table& table, Special special)
      : out_(out), table_(table), special_(std::move(special)) {}

  void children(const pugi::xml_node& node);
  void element(const pugi::xml_node& node);
  TextBuilder& out() { return out_; }
  std::int64_t depth() const { return depth_; }

 private:
  void apart(const pugi::xml_node& node);
  void section(const pugi::xml_node& node);
  void title(const pugi::xml_node& node);
  TextBuilder& out_;
  const Table& table_;
  Special special_;
  std::int64_t depth_ = 0;
};

}  // namespace retroduce::interchange::texts
