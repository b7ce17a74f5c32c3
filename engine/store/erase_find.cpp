// What is to be erased, by name: among what is there, and else among what the history keeps.
#include <map>

#include "base/error.h"
#include "base/text.h"
#include "store/apart_history.h"
#include "store/edit_context.h"
#include "store/erase_words.h"
#include "store/import_state.h"
#include "store/merge_twins.h"

namespace retroduce::store {

using namespace model;
using base::Error;
using base::ErrorCode;

namespace {

/// Whether an image is of what the name means; `documents` by id, of those with the key.
bool is_meant(ThingKind kind, const Image& image, const std::string& name,
              const std::set<std::string>& documents) {
  if (kind == ThingKind::coder) return image.value("label", std::string()) == name;
  const std::size_t colon = name.find(':');
  return colon != std::string::npos &&
         documents.count(image.value("document", std::string())) > 0 &&
         base::fold(image.value("quote", std::string())).find(base::fold(name.substr(colon + 1))) !=
             std::string::npos;
}

/// Every image that the history keeps of things of the kind.
std::vector<std::pair<std::string, Image>> kept_images(Connection& connection, ThingKind kind) {
  std::vector<std::pair<std::string, Image>> images;
  Query query(connection.prepared(
      "SELECT thing_id, before FROM history WHERE thing = ?1 UNION SELECT thing_id, after FROM "
      "history WHERE thing = ?1 UNION SELECT thing_id, image FROM origin_image WHERE thing = ?1 "
      "ORDER BY 1, 2"));
  query.bind(1, Cell{to_word(kind)});
  while (query.next()) {
    Image image = Image::parse(query.view(1), nullptr, false);
    if (image.is_object()) images.emplace_back(query.text(0), std::move(image));
  }
  return images;
}

std::set<std::string> documents_called(Connection& connection, const std::string& key) {
  std::set<std::string> ids;
  for (const ThingName& each : Things(connection).find(ThingKind::document, key))
    ids.insert(each.id);
  for (const auto& [id, image] : kept_images(connection, ThingKind::document))
    if (image.value("key", std::string()) == key) ids.insert(id);
  return ids;
}

/// By what the history says that they were, or by a permanent id.
std::set<std::string> ids_in_history(Connection& connection, ThingKind kind,
                                     const std::string& name) {
  std::set<std::string> documents;
  if (kind == ThingKind::extract)
    documents =
        documents_called(connection, std::string(base::trim(name.substr(0, name.find(':')))));
  std::set<std::string> ids;
  for (const auto& [id, image] : kept_images(connection, kind))
    if (id == name || is_meant(kind, image, name, documents)) ids.insert(id);
  std::set<std::string> standing;
  for (const std::string& id : ids) standing.insert(standing_id(connection, id));
  return standing;
}

/// What to do where nobody is called so. Who only made changes becomes a coder to be erased.
std::string advice(Connection& connection, const ErasureAsk& ask, const base::Diagnostic& told) {
  if (ask.kind != ThingKind::coder || told.code != "edit.unknown")
    return told.notes.empty() ? std::string() : ". " + told.notes.front();
  Query query(connection.prepared("SELECT count(*) FROM change WHERE by_whom = ? ORDER BY 1"));
  query.bind(1, Cell{std::string_view(ask.name)});
  if (query.next() && query.number(0) > 0)
    return ", though changes were made by that name; first make it a coder: retroduce edit REVIEW "
           "'add coder " +
           in_quotes(ask.name) + "'";
  const bool is_near = told.notes.size() > 1;  // the last says how to add a coder
  return is_near ? ". " + told.notes.front() : "; see: retroduce list REVIEW coders";
}

ThingName thing_meant(Connection& connection, const ErasureAsk& ask, EditContext& context) {
  try {
    return context.thing(ask.kind, ask.name);
  } catch (const EditRefusal& refusal) {
    const auto& told = refusal.diagnostic;
    const auto ids = told.code == "edit.several" ? std::set<std::string>()
                                                 : ids_in_history(connection, ask.kind, ask.name);
    if (ids.empty())
      throw Error(ErrorCode::not_found, told.message + advice(connection, ask, told));
    if (ids.size() > 1)
      throw Error(ErrorCode::not_found,
                  "several that are no more were called so; name one by its id: " +
                      base::join({ids.begin(), ids.end()}, ", "));
    const ThingName thing{ask.kind, *ids.begin()};
    if (const auto image = context.things().image(thing); image && ask.kind == ThingKind::coder)
      throw Error(ErrorCode::not_found, "the coder \"" + ask.name + "\" is called \"" +
                                            image->value("label", std::string()) + "\" now");
    return thing;
  }
}

}  // namespace

ThingName thing_to_erase(Connection& connection, const ErasureAsk& ask, const std::string& now) {
  EditSession session(connection, ask.by, now);
  const Edit none;
  EditContext context(none, session);
  const ThingName thing = thing_meant(connection, ask, context);
  const Image image = context.things().image(thing).value_or(Image::object());
  if (session.hidden().is_hidden(thing, image))
    throw Error(ErrorCode::conflict, "that would erase " + std::string(hidden_work));
  return thing;
}

}  // namespace retroduce::store
