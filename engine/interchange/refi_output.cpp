// The XML of a REFI-QDA file that is written: one spelling, the schema's order, no reference that
// leads nowhere.
#include <algorithm>
#include <set>
#include <sstream>

#include "interchange/refi_project.h"
#include "interchange/refi_xml.h"

namespace retroduce::interchange::refi {

namespace {

/// Attributes that hold a GUID.
bool holds_guid(std::string_view name) {
  return name == "guid" || name.ends_with("GUID") || name.ends_with("User") ||
         name == "sourceVertex" || name == "targetVertex" || name == "fromSyncPoint" ||
         name == "toSyncPoint";
}

void gather_guids(pugi::xml_node node, std::set<std::string>& into) {
  for (const pugi::xml_node part : node.children()) {
    if (const auto guid = part.attribute("guid")) into.insert(guid_of(guid.value()));
    gather_guids(part, into);
  }
}

bool is_reference(std::string_view name) {
  return name.ends_with("Ref") || name.starts_with("Member");
}

/// Users who are not in the project.
std::int64_t drop_strangers(pugi::xml_node node, const std::set<std::string>& there) {
  std::int64_t dropped = 0;
  for (const char* name :
       {"creatingUser", "modifyingUser", "creatingUserGUID", "modifyingUserGUID"}) {
    const auto user = node.attribute(name);
    if (user && there.count(guid_of(user.value())) == 0)
      dropped += node.remove_attribute(user) ? 1 : 0;
  }
  return dropped;
}

std::int64_t drop_dangling_below(pugi::xml_node node, const std::set<std::string>& there) {
  const auto is_there = [&there](const pugi::xml_attribute& attribute) {
    return there.count(guid_of(attribute.value())) > 0;
  };
  std::int64_t dropped = 0;
  for (pugi::xml_node part = node.first_child(); part;) {
    const pugi::xml_node next = part.next_sibling();
    dropped += drop_strangers(part, there);
    const auto target = part.attribute("targetGUID");
    const auto origin = part.attribute("originGUID");
    const bool is_link = std::string_view(part.name()) == "Link";
    const bool leads_nowhere = (target && !is_there(target)) || (origin && !is_there(origin));
    if ((is_reference(part.name()) || is_link) && leads_nowhere) {
      node.remove_child(part);
      ++dropped;
    } else {
      dropped += drop_dangling_below(part, there);
    }
    part = next;
  }
  return dropped;
}

}  // namespace

std::int64_t drop_dangling(pugi::xml_node project) {
  std::set<std::string> there;
  gather_guids(project, there);
  return drop_strangers(project, there) + drop_dangling_below(project, there);
}

void spell_guids(pugi::xml_node node) {
  if (node.type() != pugi::node_element) return;
  node.set_name(std::string(local_name(node)).c_str());  // prefixes are not declared here
  for (pugi::xml_attribute attribute : node.attributes()) {
    if (holds_guid(attribute.name())) attribute = guid_of(attribute.value()).c_str();
  }
  for (pugi::xml_node part : node.children()) spell_guids(part);
}

void put_in_order(pugi::xml_node node, std::initializer_list<std::string_view> order) {
  for (const std::string_view name : order) {
    std::vector<pugi::xml_node> found;
    for (const pugi::xml_node part : node.children()) {
      if (local_name(part) == name) found.push_back(part);
    }
    for (const pugi::xml_node part : found) node.append_move(part);
  }
}

std::string bytes_of(const pugi::xml_document& document) {
  std::ostringstream out;
  document.save(out, "  ", pugi::format_default, pugi::encoding_utf8);
  return out.str();
}

}  // namespace retroduce::interchange::refi
