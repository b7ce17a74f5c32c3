#include "reports/parts.h"

#include "reports/cells.h"

namespace retroduce::reports {

namespace {

using model::MechanismPart;
using model::Role;

const char* name_of(Part part) {
  switch (part) {
    case Part::context:
      return "context";
    case Part::resource:
      return "resource";
    case Part::reasoning:
      return "reasoning";
    case Part::mechanism:
      return "mechanism";
    case Part::outcome:
      return "outcome";
    case Part::unfired:
      return "outcome where the mechanism does not fire";
    case Part::actor:
      return "actor";
    case Part::intervention:
      return "intervention";
  }
  return "";
}

}  // namespace

bool is_of(const model::SnapshotElement& element, Part part) {
  const bool is_mechanism = element.role == Role::mechanism;
  switch (part) {
    case Part::context:
      return element.role == Role::context;
    case Part::resource:
      return is_mechanism && element.part == MechanismPart::resource;
    case Part::reasoning:
      return is_mechanism && element.part != MechanismPart::resource;
    case Part::mechanism:
      return is_mechanism;
    case Part::outcome:
      return element.role == Role::outcome && !element.when_not_fired;
    case Part::unfired:
      return element.role == Role::outcome && element.when_not_fired;
    case Part::actor:
      return element.role == Role::actor;
    case Part::intervention:
      return element.role == Role::intervention;
  }
  return false;
}

Cell part_cell(const Subject& subject, Part part, NotesUsed& used) {
  Cell cell{{}, {}, {{subject.id}, {}, {}, {}}};
  for (std::size_t i = 0; i < subject.elements.size(); ++i) {
    const model::SnapshotElement& element = subject.elements[i];
    if (!is_of(element, part)) continue;
    Line line{plain(subject.texts[i])};
    if (element.is_unintended) line.push_back(muted(" (unintended)"));
    used.opposite |= element.opposite && subject.texts[i].starts_with("not: ");
    cell.lines.push_back(std::move(line));
  }
  if (!cell.lines.empty()) return cell;
  return missing_cell(std::string("the configuration names no ") + name_of(part),
                      {{subject.id}, {}, {}, {}});
}

}  // namespace retroduce::reports
