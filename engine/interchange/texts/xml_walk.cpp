#include "interchange/texts/xml_walk.h"

#include "interchange/texts/xml_file.h"

namespace retroduce::interchange::texts {

void XmlWalk::children(const pugi::xml_node& node) {
  for (const pugi::xml_node& each : node.children()) {
    if (each.type() == pugi::node_pcdata || each.type() == pugi::node_cdata)
      out_.run_on(each.value());
    else if (each.type() == pugi::node_element)
      element(each);
  }
}

void XmlWalk::element(const pugi::xml_node& node) {
  if (special_(*this, node)) return;
  const auto found = table_.find(local_name(node));
  if (found == table_.end()) return children(node);
  switch (found->second) {
    case Does::skip:
      return;
    case Does::block:
      out_.end_block();
      children(node);
      return out_.end_block();
    case Does::row:
      out_.begin_row();
      children(node);
      return out_.end_row();
    case Does::cell:
      out_.next_cell();
      return children(node);
    case Does::line_end:
      return out_.line_end();
    case Does::blank:
      children(node);
      return out_.run_on(" ");
    case Does::apart:
      return apart(node);
    case Does::section:
      return section(node);
    case Does::title:
      return title(node);
  }
}

void XmlWalk::apart(const pugi::xml_node& node) {
  for (const pugi::xml_node& each : node.children()) {
    if (each.type() == pugi::node_pcdata || each.type() == pugi::node_cdata)
      out_.run_on(each.value());
    else if (each.type() == pugi::node_element)
      table_.count(local_name(each)) != 0 ? element(each) : apart(each);
    out_.run_on(" ");
  }
}

void XmlWalk::section(const pugi::xml_node& node) {
  ++depth_;
  out_.begin_section(depth_);
  children(node);
  out_.end_block();
  out_.end_sections(depth_);
  --depth_;
}

void XmlWalk::title(const pugi::xml_node& node) {
  pugi::xml_node before = node.previous_sibling();
  while (before && before.type() != pugi::node_element) before = before.previous_sibling();
  if (local_name(before) == "label")
    out_.run_on(" ");
  else
    out_.end_block();
  children(node);
  const auto of = table_.find(local_name(node.parent()));
  if (of != table_.end() && of->second == Does::section) out_.end_title();
  out_.end_block();
}

}  // namespace retroduce::interchange::texts
