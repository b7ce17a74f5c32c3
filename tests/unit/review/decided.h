// What merges left open, found and decided by what it says.
#pragma once

#include "merge_world.h"

namespace retroduce::tests {

/// Three claims, one with evidence, and three concepts to put together or apart, with whatever is
/// said more; then copies "a" and "b".
inline void part_claims(MergeWorld& world, const std::string& more = "") {
  REQUIRE(world.base().code("add document lee2021\n"
                            "add extract \"they had time\" from lee2021\n"
                            "add concept trust\nadd concept hope\nadd concept calm\n"
                            "code \"they had time\" as context calm\n"
                            "add configuration \"CMOC 1\"\nadd context calm to \"CMOC 1\"\n"
                            "support \"CMOC 1\" with \"they had time\" on context calm\n"
                            "add configuration \"CMOC 2\"\nadd outcome trust to \"CMOC 2\"\n"
                            "add configuration \"CMOC 3\"\nadd outcome hope to \"CMOC 3\"" +
                            (more.empty() ? "" : "\n" + more)) == "done");
  part(world);
}

/// Whether something is left open over that thing.
inline bool is_open(MergeWorld& world, const std::string& name, const std::string& thing) {
  return world.conflicts(name).find(thing + ": ") != std::string::npos;
}

/// Decides what is left open over that thing, once, for the side that says so: "done", or the code
/// of the refusal.
inline std::string decide(MergeWorld& world, const std::string& name, const std::string& thing,
                          const std::string& side) {
  for (const store::Conflict& conflict : world.store(name).conflicts()) {
    if (conflict.thing != thing) continue;
    for (std::size_t i = 0; i < conflict.sides.size(); ++i)
      if (conflict.sides[i].says.starts_with(side))
        return EditWorld::code_of(
            world.store(name).decide(conflict.number, std::to_string(i + 1), {name, ""}));
    return EditWorld::code_of(world.store(name).decide(conflict.number, side, {name, ""}));
  }
  return "not open";
}

/// The one takes in what the other has more, and both are the same then, with nothing damaged.
/// What is left open.
inline std::string hand_on(MergeWorld& world, const std::string& from, const std::string& to) {
  REQUIRE(world.merge(to, from).changed());
  CHECK(difference(world.state(from), world.state(to)) == std::string());
  CHECK(world.conflicts(from) == world.conflicts(to));
  base::NoProgress silent;
  for (const std::string& name : {from, to}) {
    CHECK(world.store(name).damage(silent) == std::vector<std::string>());
    CHECK(world.store(name).rebuilt_otherwise(silent) == std::vector<std::string>());
  }
  return world.conflicts(to);
}

/// What a merge told by that code, with its notes; empty where nothing.
inline std::string told(const store::Receipt& receipt, const std::string& code) {
  std::string text;
  for (const base::Diagnostic& found : receipt.found.sorted())
    if (found.code == code) text += found.message + "\n" + base::join(found.notes, "\n") + "\n";
  return text;
}

/// All codings, evidence and elements, by the names of what they are of.
inline std::string uses(MergeWorld& world, const std::string& name) {
  using model::ThingKind;
  store::Connection connection(world.path(name), store::Connection::Access::read);
  store::Things things(connection);
  const auto label = [&](ThingKind kind, const store::Image& of, const char* key) {
    const auto thing = things.image({kind, of.at(key).get<std::string>()});
    return thing->at(std::string(store::shape_of(kind).name)).get<std::string>();
  };
  std::vector<std::string> lines;
  for (const auto& coding : things.all(ThingKind::coding)) {
    const store::Image image = things.image(coding).value();
    lines.push_back("coded " + label(ThingKind::extract, image, "extract") + " " +
                    label(ThingKind::concept_, image, "concept"));
  }
  for (const auto& evidence : things.all(ThingKind::evidence)) {
    const store::Image image = things.image(evidence).value();
    lines.push_back(label(ThingKind::configuration, image, "configuration") + " " +
                    std::to_string(image.value("element", 0)) + " " +
                    image.at("stance").get<std::string>() + " " +
                    label(ThingKind::extract, image, "extract"));
  }
  for (const auto& configuration : things.all(ThingKind::configuration)) {
    const store::Image image = things.image(configuration).value();
    std::string line = image.at("label").get<std::string>() + " holds";
    for (const auto& element : image.value("elements", store::Image::array()))
      line += " " + label(ThingKind::concept_, element, "concept");
    lines.push_back(line);
  }
  std::sort(lines.begin(), lines.end());
  return base::join(lines, "\n");
}

}  // namespace retroduce::tests
