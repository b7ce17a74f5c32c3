#include "store/assignments.h"

#include "base/text.h"
#include "model/entry_lists.h"
#include "store/coded_apart.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr std::string_view document_field = "assigned document";
constexpr std::string_view coder_field = "assigned coder";
// Names change, and a merge may give one to another; a sheet says names alone.
constexpr std::string_view document_id_field = "document id";
constexpr std::string_view coder_id_field = "coder id";

std::string name_of(EditContext& context, const ThingName& thing) {
  return context.image(thing).at(std::string(shape_of(thing.kind).name)).get<std::string>();
}

std::string value_of(const Image& entry, std::string_view field) {
  for (const Image& each : entry.value("fields", Image::array()))
    if (each.at("name") == field) return each.at("value").get<std::string>();
  return {};
}

std::vector<ThingName> all_assignments(EditContext& context) {
  std::vector<ThingName> list = context.things().all(ThingKind::entry);
  std::erase_if(list, [&](const ThingName& each) {
    return context.image(each).value("list", "") != to_word(EntryList::double_coding);
  });
  return list;
}

/// The entry's label is made of the fields that name it.
std::string label_of_pair(const std::string& document, const std::string& coder) {
  Entry entry;
  entry.list = EntryList::double_coding;
  entry.fields = {{std::string(document_field), document}, {std::string(coder_field), coder}};
  return label_of(entry);
}

std::vector<Assignment> assigned(EditContext& context) {
  return read_assignments(context.things().connection());
}

ThingName entry_of(EditContext& context, const Assignment& assignment) {
  return {ThingKind::entry, context.things().id_of(ThingKind::entry, assignment.row)};
}

std::optional<ThingName> found(EditContext& context, const std::string& document,
                               const std::string& coder) {
  for (const Assignment& each : assigned(context))
    if (each.document == document && each.coder == coder) return entry_of(context, each);
  return std::nullopt;
}

}  // namespace

void assign(EditContext& context, const ThingName& document, const ThingName& coder) {
  const std::string key = name_of(context, document);
  const std::string label = name_of(context, coder);
  if (found(context, key, label)) return;
  const Image image = {{"list", std::string(to_word(EntryList::double_coding))},
                       {"label", label_of_pair(key, label)},
                       {"place", 0},
                       {"fields",
                        {{{"name", std::string(document_field)}, {"value", key}},
                         {{"name", std::string(coder_field)}, {"value", label}},
                         {{"name", std::string(document_id_field)}, {"value", document.id}},
                         {{"name", std::string(coder_id_field)}, {"value", coder.id}}}}};
  context.session().put({ThingKind::entry, context.session().new_id()}, image);
}

ThingName assignment(EditContext& context, const ThingName& document, const ThingName& coder) {
  const std::string key = name_of(context, document);
  if (const auto there = found(context, key, name_of(context, coder))) return *there;
  std::vector<std::string> others;
  for (const Assignment& each : assigned(context))
    if (each.document == key) others.push_back(each.coder);
  context.refuse("edit.unknown",
                 said(context, document) + " is not assigned to " + said(context, coder),
                 {others.empty() ? "It is assigned to nobody: assign DOCUMENT to CODER"
                                 : "It is assigned to: " + base::join(others, ", ")});
}

void drop_assignments(EditContext& context, const ThingName& thing) {
  if (thing.kind != ThingKind::document && thing.kind != ThingKind::coder) return;
  const std::string name = name_of(context, thing);
  for (const Assignment& each : assigned(context))
    if ((thing.kind == ThingKind::document ? each.document : each.coder) == name)
      retire(context, entry_of(context, each), true);
}

bool is_done(const Image& assignment) { return !value_of(assignment, "done").empty(); }

void rename_in_assignments(EditContext& context, const ThingName& thing, const ThingName& into,
                           const std::string& name) {
  if (thing.kind != ThingKind::document && thing.kind != ThingKind::coder) return;
  const bool is_document = thing.kind == ThingKind::document;
  const std::string_view field = is_document ? document_field : coder_field;
  const std::string_view id_field = is_document ? document_id_field : coder_id_field;
  const std::string from = name_of(context, thing);
  for (const ThingName& each : all_assignments(context)) {
    Image image = context.image(each);
    const std::string id = value_of(image, id_field);
    if (id.empty() ? value_of(image, field) != from : id != thing.id) continue;
    for (Image& own : image["fields"]) {
      if (own.at("name") == field) own["value"] = name;
      if (own.at("name") == id_field) own["value"] = into.id;
    }
    const std::string document = value_of(image, document_field);
    const std::string coder = value_of(image, coder_field);
    image["label"] = label_of_pair(document, coder);
    const auto there = found(context, document, coder);
    const bool is_twice = there && *there != each;
    if (is_twice) repoint(context, each, *there);
    context.session().put(each, is_twice ? std::nullopt : std::optional(image));
  }
}

}  // namespace retroduce::store
