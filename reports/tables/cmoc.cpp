// The table of configurations split into their parts, with their sources: what a realist review
// prints as its main result. Which columns there are follows the scheme of the review and what its
// rows hold.
#include <algorithm>
#include <functional>

#include "reports/cells.h"
#include "reports/citations.h"
#include "reports/notes.h"
#include "reports/registry.h"
#include "reports/sources_of.h"
#include "reports/subject.h"

namespace retroduce::reports {

namespace {

using model::MechanismPart;
using model::Role;
using model::Snapshot;
using model::SnapshotElement;

/// What some row of the review holds, so that a column for it makes sense.
struct Holds {
  bool intervention = false, actor = false, resource = false, reasoning = false, level = false;
  bool direction = false;
};

Holds look_at(const Snapshot& snapshot) {
  Holds holds;
  for (const SnapshotElement& element : snapshot.elements.all()) {
    holds.intervention |= element.role == Role::intervention;
    holds.actor |= element.role == Role::actor;
    holds.direction |= element.direction != model::Direction::unstated;
    if (element.role != Role::mechanism) continue;
    holds.resource |= element.part == MechanismPart::resource;
    holds.reasoning |= element.part == MechanismPart::reasoning;
  }
  holds.level = std::any_of(snapshot.configurations.begin(), snapshot.configurations.end(),
                            [](const auto& configuration) { return configuration.level >= 0; });
  return holds;
}

class CmocRows {
 public:
  explicit CmocRows(const TableWorld& world)
      : world_(world), walk_(*world.snapshot), citations_(world) {
    used_.cmoc = true;
    choose_columns(look_at(*world.snapshot));
  }

  bool is_grouped() const { return walk_.is_grouped(); }

  std::vector<Column> columns() const {
    std::vector<Column> list;
    for (const auto& [column, make] : columns_) list.push_back(column);
    return list;
  }

  bool next(TableRow& row) {
    model::ConfigurationId id;
    if (!walk_.next(row.heading, id)) return false;
    if (!row.heading.empty()) return true;
    const Subject subject = read_subject(world_, id);
    row.id = subject.configuration().label;
    for (const auto& [column, make] : columns_) row.cells.push_back(make(subject));
    return true;
  }

  void finish(Table& table) {
    table.footnotes = footnotes(used_);
    table.references = citations_.references();
  }

 private:
  using Maker = std::function<Cell(const Subject&)>;

  void add(std::string name, std::string key, double share, Maker make) {
    columns_.emplace_back(Column{std::move(name), std::move(key), share}, std::move(make));
  }

  void choose_columns(const Holds& holds) {
    columns_.emplace_back(label_column(*world_.snapshot), [this](const Subject& subject) {
      return label_cell(subject.configuration(), subject.id, used_);
    });
    bool actor_listed = false;
    for (const auto& [role, heading] : roles_in_use(holds)) {
      actor_listed |= role == Role::actor;
      add_role(role, heading, holds);
    }
    if (holds.level) {
      add("Level", "level", 0.7, [](const Subject& subject) { return level_cell(subject); });
    }
    if (holds.actor && !actor_listed) add_role(Role::actor, "Actor", holds);
    add("Sources", "sources", 1.1, [this](const Subject& subject) {
      return sources_cell(*subject.snapshot, std::span(&subject.id, 1), citations_, used_);
    });
  }

  /// The scheme's roles under its own headings; the three that every configuration is made of
  /// always stand.
  std::vector<std::pair<Role, std::string>> roles_in_use(const Holds& holds) const {
    auto roles = world_.snapshot->headings;
    std::erase_if(roles, [&holds](const auto& entry) {
      return (entry.first == Role::intervention && !holds.intervention) ||
             (entry.first == Role::actor && !holds.actor);
    });
    const auto lacks = [&roles](Role role) {
      return std::none_of(roles.begin(), roles.end(),
                          [role](const auto& entry) { return entry.first == role; });
    };
    if (lacks(Role::context)) roles.emplace_back(Role::context, "Context");
    if (lacks(Role::mechanism)) roles.emplace_back(Role::mechanism, "Mechanism");
    if (lacks(Role::outcome)) roles.emplace_back(Role::outcome, "Outcome");
    if (lacks(Role::intervention) && holds.intervention) {
      roles.emplace(roles.begin(), Role::intervention, "Intervention");
    }
    return roles;
  }

  void add_role(Role role, const std::string& heading, const Holds& holds) {
    if (role == Role::mechanism && (holds.resource || holds.reasoning)) {
      if (holds.resource) {
        add(heading + ": resource", "resource", 2,
            [this](const Subject& subject) { return resource_cell(subject); });
      }
      add(heading + ": reasoning", "reasoning", 2,
          [this](const Subject& subject) { return reasoning_cell(subject); });
      return;
    }
    const bool is_aside = role == Role::intervention || role == Role::actor;
    add(heading, std::string(model::to_word(role)), is_aside ? 1.3 : 2,
        [this, role](const Subject& subject) { return role_cell(subject, role); });
    if (role == Role::outcome && holds.direction) {
      add("Direction", "direction", 0.8,
          [this](const Subject& subject) { return direction_cell(subject); });
    }
  }

  static Witness witness_of(const Subject& subject) { return {{subject.id}, {}, {}, {}}; }

  /// One line per element that `marks` takes, with what it gives behind the words.
  template <typename Marks>
  Cell element_cell(const Subject& subject, const char* what, Marks marks) {
    Cell cell{{}, {}, witness_of(subject)};
    for (std::size_t i = 0; i < subject.elements.size(); ++i) {
      const std::optional<std::string> mark = marks(subject.elements[i]);
      if (!mark) continue;
      Line line{plain(subject.texts[i])};
      if (!mark->empty()) line.push_back(muted(" (" + *mark + ")"));
      used_.opposite |= subject.elements[i].opposite && subject.texts[i].starts_with("not: ");
      cell.lines.push_back(std::move(line));
    }
    if (!cell.lines.empty()) return cell;
    return missing_cell(std::string("the configuration names no ") + what, witness_of(subject));
  }

  /// Roles that the scheme does not ask for are no gap where a row has none.
  bool is_expected(Role role) const {
    const std::string& scheme = world_.snapshot->scheme;
    if (role == Role::intervention) return scheme.find_first_of("IS") != std::string::npos;
    if (role == Role::actor) return scheme.find('A') != std::string::npos;
    return true;
  }

  Cell role_cell(const Subject& subject, Role role) {
    const std::string what(model::to_word(role));
    const auto& elements = subject.elements;
    if (!is_expected(role) &&
        std::none_of(elements.begin(), elements.end(),
                     [role](const auto& each) { return each.role == role; })) {
      used_.none_needed = true;
      return missing_cell("the configuration names no " + what, witness_of(subject), "\u2013");
    }
    return element_cell(subject, what.c_str(),
                        [role](const SnapshotElement& element) -> std::optional<std::string> {
                          if (element.role != role) return std::nullopt;
                          if (element.is_unintended && element.when_not_fired) {
                            return "unintended; when the mechanism does not fire";
                          }
                          if (element.is_unintended) return "unintended";
                          if (element.when_not_fired) return "when the mechanism does not fire";
                          return "";
                        });
  }

  Cell resource_cell(const Subject& subject) {
    const auto is_part = [](MechanismPart part) {
      return [part](const SnapshotElement& element) {
        return element.role == Role::mechanism && element.part == part;
      };
    };
    const auto has = [&subject](const auto& wanted) {
      return std::any_of(subject.elements.begin(), subject.elements.end(), wanted);
    };
    if (!has(is_part(MechanismPart::resource)) && has(is_part(MechanismPart::unsplit))) {
      return missing_cell("resource and reasoning were not told apart", witness_of(subject),
                          "not split");
    }
    return element_cell(subject, "resource",
                        [](const SnapshotElement& element) -> std::optional<std::string> {
                          if (element.role != Role::mechanism) return std::nullopt;
                          if (element.part != MechanismPart::resource) return std::nullopt;
                          return "";
                        });
  }

  Cell reasoning_cell(const Subject& subject) {
    return element_cell(subject, "reasoning",
                        [this](const SnapshotElement& element) -> std::optional<std::string> {
                          if (element.role != Role::mechanism) return std::nullopt;
                          if (element.part == MechanismPart::resource) return std::nullopt;
                          if (element.part == MechanismPart::reasoning) return "";
                          used_.not_split = true;
                          return "not split";
                        });
  }

  Cell direction_cell(const Subject& subject) {
    std::vector<model::Direction> directions;
    for (const SnapshotElement& element : subject.elements) {
      if (element.role == Role::outcome) directions.push_back(element.direction);
    }
    const bool alike = std::adjacent_find(directions.begin(), directions.end(),
                                          std::not_equal_to<>()) == directions.end();
    if (alike) directions.resize(std::min<std::size_t>(directions.size(), 1));
    if (directions.empty() || (alike && directions[0] == model::Direction::unstated)) {
      return missing_cell("no direction was coded for the outcome", witness_of(subject));
    }
    used_.direction = true;
    used_.several_directions |= !alike;
    Cell cell{{}, {}, witness_of(subject)};
    for (const model::Direction direction : directions) {
      const std::string sign(direction_sign(direction));
      cell.lines.push_back({direction == model::Direction::unstated ? muted(sign) : plain(sign)});
    }
    return cell;
  }

  static Cell level_cell(const Subject& subject) {
    const std::int32_t level = subject.configuration().level;
    if (level < 0) return missing_cell("no level was coded", witness_of(subject));
    return text_cell(subject.snapshot->levels[static_cast<std::size_t>(level)],
                     witness_of(subject));
  }

  TableWorld world_;
  ConfigurationWalk walk_;
  Citations citations_;
  NotesUsed used_;
  std::vector<std::pair<Column, Maker>> columns_;
};

Table make_cmoc(const TableWorld& world) {
  auto rows = std::make_shared<CmocRows>(world);
  Table table;
  table.kind = "cmoc";
  table.title = "Context-mechanism-outcome configurations and their sources";
  table.review = world.snapshot->title;
  table.snapshot = world.snapshot;
  table.columns = rows->columns();
  if (rows->is_grouped()) table.group_key = "theme";
  pull_from(table, rows);
  return table;
}

}  // namespace

const TableKind table_cmoc{
    "cmoc", "Configurations by part",
    "Contexts, mechanisms and outcomes of each configuration in columns, with numbered sources.",
    make_cmoc};

}  // namespace retroduce::reports
