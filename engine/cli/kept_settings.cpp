#include "cli/kept_settings.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/text.h"
#include "model/entry_lists.h"
#include "reports/table_style.h"

namespace retroduce::cli {

namespace {

using Json = nlohmann::ordered_json;
using model::EntryList;

struct TextOption {
  const char* name;
  std::string StyleOptions::*value;
  std::span<const std::string_view> (*words)();  ///< that it may be; null: any text
};

constexpr TextOption text_options[] = {
    {"preset", &StyleOptions::preset, preset_words},
    {"layout", &StyleOptions::layout, layout_words},
    {"tags", &StyleOptions::tags, reports::tag_words},
    {"order", &StyleOptions::order, order_words},
    {"evidence", &StyleOptions::evidence, reports::evidence_words},
    {"quotes", &StyleOptions::quotes, reports::quote_words},
    {"cite", &StyleOptions::cite, reports::cite_words},
    {"theme", &StyleOptions::theme, reports::theme_words},
    {"numbering", &StyleOptions::numbering, reports::numbering_words},
    {"orientation", &StyleOptions::orientation, reports::orientation_words},
    {"font", &StyleOptions::font, nullptr},
    {"sort", &StyleOptions::sort, nullptr},
};

[[noreturn]] void refuse(const std::string& name, const std::string& why) {
  throw base::Error(base::ErrorCode::usage,
                    "the settings kept as " + name + " cannot be used: " + why);
}

/// The same as `options`, where it knows a thing that was not said before.
void take(StyleOptions& options, const std::string& name, const std::string& key,
          const Json& value) {
  for (const TextOption& option : text_options) {
    if (key != option.name) continue;
    if (!value.is_string()) refuse(name, key + " is no text");
    const auto text = value.get<std::string>();
    if (option.words != nullptr) {
      const auto words = option.words();
      if (std::find(words.begin(), words.end(), text) == words.end())
        refuse(name, "this version knows no " + key + " " + text);
    }
    if ((options.*option.value).empty()) options.*option.value = text;
    return;
  }
  if (key == "label" && value.is_string()) {
    if (!options.label) options.label = value.get<std::string>();
  } else if (key == "quote-length" && value.is_number_unsigned()) {
    if (options.quote_length == 0) options.quote_length = value.get<std::size_t>();
  } else if (key == "merge" && value.is_boolean()) {
    options.merges = options.merges || value.get<bool>();
  } else {
    refuse(name, "this version knows no " + key + " such as theirs");
  }
}

/// As the history names what `keep_settings` brings in.
std::string source_of(const std::string& name) { return "settings of tables kept as " + name; }

/// Undoes the change that kept them, which changed nothing else.
void take_back(review::Review& review, const std::string& name, const store::Authorship& by) {
  std::string change;
  for (const model::Change& each : review.details().changes()) {
    if (each.kind == "import" && each.what == "imported " + source_of(name)) change = each.uid;
  }
  const char* why = "other settings are kept under this name";
  if (change.empty() || review.undo(change, {by.by, why}).found.refused())
    throw base::Error(base::ErrorCode::conflict,
                      "the settings kept as " + name +
                          " came with other things, so they cannot be replaced alone; take another "
                          "name");
}

std::vector<std::string> names_of(const std::vector<model::Entry>& entries) {
  std::vector<std::string> names;
  for (const model::Entry& entry : entries) names.emplace_back(model::value_in(entry, "name"));
  return names;
}

const model::Entry* find(const std::vector<model::Entry>& entries, const std::string& name) {
  const auto found = std::find_if(entries.begin(), entries.end(), [&](const model::Entry& entry) {
    return base::fold(model::value_in(entry, "name")) == base::fold(name);
  });
  return found == entries.end() ? nullptr : &*found;
}

}  // namespace

std::string settings_text(const StyleOptions& options) {
  Json object = Json::object();
  for (const TextOption& option : text_options) {
    if (!(options.*option.value).empty()) object[option.name] = options.*option.value;
  }
  if (options.label) object["label"] = *options.label;
  if (options.quote_length != 0) object["quote-length"] = options.quote_length;
  if (options.merges) object["merge"] = true;
  return object.dump();
}

void add_kept_settings(StyleOptions& options, const std::string& name,
                       const model::Details& details) {
  const std::vector<model::Entry> entries = details.entries(EntryList::table_settings);
  const model::Entry* entry = find(entries, name);
  if (entry == nullptr) {
    throw base::Error(base::ErrorCode::usage,
                      entries.empty()
                          ? "the review keeps no settings yet; keep some with --keep NAME"
                          : "no settings are kept as " + name +
                                "; kept are: " + base::join(names_of(entries), ", "));
  }
  const Json object = Json::parse(model::value_in(*entry, "settings"), nullptr, false);
  if (!object.is_object()) refuse(name, "they are no JSON object");
  for (const auto& [key, value] : object.items()) take(options, name, key, value);
}

bool keep_settings(review::Review& review, const std::string& name, const StyleOptions& options,
                   const store::Authorship& by, bool replaces) {
  const std::string text = settings_text(options);
  if (text == "{}")
    throw base::Error(base::ErrorCode::usage,
                      "there are no settings to keep as " + name +
                          "; say some, such as --preset bmc --cite author-year");
  const std::vector<model::Entry> entries = review.details().entries(EntryList::table_settings);
  if (const model::Entry* there = find(entries, name); there != nullptr) {
    if (model::value_in(*there, "settings") == text) return false;
    const std::string kept(model::value_in(*there, "name"));
    if (!replaces)
      throw base::Error(base::ErrorCode::conflict,
                        "other settings are kept as " + kept + ": " +
                            std::string(model::value_in(*there, "settings")) +
                            "; take another name, replace them with --force, or undo the change "
                            "that kept them (retroduce history REVIEW)");
    take_back(review, kept, by);
  }
  model::Entry entry;
  entry.list = EntryList::table_settings;
  entry.fields = {{"name", name}, {"settings", text}};
  base::NoProgress quiet;
  store::ImportOptions how;
  how.by = by;
  how.source_name = source_of(name);
  how.format = "settings";
  const auto session = review.store().begin_import(how, quiet);
  session->add(entry);
  const store::Receipt receipt = session->finish({});
  if (receipt.found.refused())
    throw base::Error(base::ErrorCode::conflict, "the settings could not be kept as " + name);
  return true;
}

}  // namespace retroduce::cli
