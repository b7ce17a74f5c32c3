#include "store/merge_twins.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "model/citation_match.h"
#include "store/references.h"
#include "store/stored.h"

namespace retroduce::store {

using namespace model;

namespace {

/// When it was added: the time of its change, the change, its number there.
std::tuple<std::string, std::string, std::int64_t> rank(
    const std::string& id, const std::unordered_map<std::string, std::string>& times) {
  const std::size_t stop = id.find('.');
  if (stop == std::string::npos) raise_damaged(id);
  const std::string uid = id.substr(0, stop);
  const auto time = times.find(uid);
  return {time == times.end() ? std::string() : time->second, uid, std::stoll(id.substr(stop + 1))};
}

std::string part(const Image& image, std::string_view key) {
  return image.value(std::string(key), Image()).dump();
}

/// The claim of a configuration: its elements, without who added them.
std::string elements_of(const Image& image) {
  Image elements = image.value("elements", Image::array());
  for (Image& element : elements) element.erase("change");
  return elements.dump();
}

/// What tells papers of one key apart: the letters and digits of the title, else the DOI.
std::string paper_of(const Image& image) {
  Document document;
  document.title = image.value("title", std::string());
  document.doi = image.value("doi", std::string());
  const Citation citation = citation_of(document);
  return citation.title.empty() ? "doi " + citation.doi : citation.title;
}

}  // namespace

void Twins::join(const std::string& a, const std::string& b,
                 const std::unordered_map<std::string, std::string>& times) {
  std::string first = standing(a);
  std::string second = standing(b);
  if (first == second) return;
  if (rank(second, times) < rank(first, times)) std::swap(first, second);
  auto& all = members_[first];
  all.push_back(second);
  const auto gone = members_.find(second);
  if (gone != members_.end()) {
    all.insert(all.end(), gone->second.begin(), gone->second.end());
    members_.erase(gone);
  }
  for (const std::string& each : members_[first]) stands_for_[each] = first;
}

Twins::Twins(Connection& connection) {
  Query query(connection.prepared("SELECT id, stands_for FROM twin ORDER BY id"));
  while (query.next()) {
    stands_for_.emplace(query.text(0), query.text(1));
    members_[query.text(1)].push_back(query.text(0));
  }
}

std::string Twins::standing(std::string_view id) const {
  if (stands_for_.empty()) return std::string(id);
  std::string out;
  for (const std::string& token : base::split(id, ' ')) {
    const auto found = stands_for_.find(token);
    out.append(out.empty() ? "" : " ").append(found == stands_for_.end() ? token : found->second);
  }
  return out;
}

Image Twins::standing(ThingKind kind, Image image) const {
  if (!stands_for_.empty())
    change_references(kind, image,
                      [this](ThingKind, const std::string& id) { return standing(id); });
  return image;
}

std::string standing_id(Connection& connection, std::string_view id) {
  std::vector<std::string> parts = base::split(id, ' ');
  for (std::string& part : parts) {
    Query query(connection.prepared("SELECT stands_for FROM twin WHERE id = ? ORDER BY 1"));
    query.bind(1, Cell{std::string_view(part)});
    if (query.next()) part = query.text(0);
  }
  return base::join(parts, " ");
}

std::vector<std::string> Twins::members(const std::string& id) const {
  std::vector<std::string> list{id};
  const auto found = members_.find(id);
  if (found != members_.end()) list.insert(list.end(), found->second.begin(), found->second.end());
  return list;
}

std::vector<std::vector<std::string>> told_as_one(
    std::vector<std::string> ids, const std::unordered_map<std::string, std::string>& times,
    const std::function<bool(const std::string& later, const std::string& earlier)>& knew) {
  std::sort(ids.begin(), ids.end(), [&times](const std::string& a, const std::string& b) {
    return rank(a, times) < rank(b, times);
  });
  const auto uid = [](const std::string& id) { return uid_of_id(id); };
  std::vector<std::vector<std::string>> groups;
  while (!ids.empty()) {
    // Within one second the time does not tell who knew of whom.
    const auto next = std::find_if(ids.begin(), ids.end(), [&](const std::string& id) {
      return std::none_of(ids.begin(), ids.end(), [&](const std::string& other) {
        return uid(other) != uid(id) && knew(uid(id), uid(other));
      });
    });
    const std::string id = *next;
    ids.erase(next);
    const auto group =
        std::find_if(groups.begin(), groups.end(), [&](const std::vector<std::string>& each) {
          return std::none_of(each.begin(), each.end(), [&](const std::string& other) {
            return uid(other) == uid(id) || knew(uid(id), uid(other));
          });
        });
    if (group == groups.end()) {
      groups.push_back({id});
    } else {
      group->push_back(id);
    }
  }
  return groups;
}

std::optional<std::string> twin_key(ThingKind kind, const Image& image) {
  const ThingShape& shape = shape_of(kind);
  if (!shape.natural_key.empty()) return std::nullopt;  // one key is one thing
  std::string key;
  const auto add = [&](std::string_view of) { key += part(image, of) + "\n"; };
  switch (kind) {
    case ThingKind::configuration:
      // The next free label says nothing of a claim that is yet to be made.
      if (image.value("elements", Image()).empty()) return std::nullopt;
      add("label");
      return key + elements_of(image);
    case ThingKind::coder:
      // Initials are no proof that two people are one; with the same full name they are.
      if (image.value("name", std::string()).empty()) return std::nullopt;
      for (const char* of : {"label", "name"}) add(of);
      return key;
    case ThingKind::document:
      // A surname and a year may be the key of two papers.
      add("key");
      return key + paper_of(image);
    case ThingKind::concept_:
      return base::fold(image.value("label", std::string()));
    case ThingKind::extract:
      for (const char* of : {"document", "begin", "end", "quote"}) add(of);
      return key;
    case ThingKind::construct:
      for (const char* of : {"theory", "label"}) add(of);
      return key;
    case ThingKind::theory_version:
      for (const char* of : {"theory", "label"}) add(of);
      return key;
    case ThingKind::appraisal:
      // What was settled is one, whoever says so.
      for (const std::string_view of : shape.once)
        if (of != "coder" || !image.contains("resolution")) add(of);
      return key;
    case ThingKind::statement:
      // A number within a version says nothing of what is stated.
      for (const char* of : {"version", "label", "text"}) add(of);
      return key;
    default:
      for (const std::string_view of : shape.once) add(of);
      if (shape.once.empty()) add(shape.name);
      return key;
  }
}

}  // namespace retroduce::store
