#include "store/merge_judgements.h"

#include <algorithm>
#include <tuple>

namespace retroduce::store {

using namespace model;

namespace {

constexpr std::string_view of_evidence[] = {"stance", "inference", "note", "coder"};
constexpr std::string_view of_resolution[] = {"holds", "reason", "coder"};
constexpr std::string_view of_sameness[] = {"same", "reason"};
constexpr std::string_view of_appraisal[] = {"rating", "reason", "coder"};
/// Words, and where they stand.
constexpr std::string_view of_extract[] = {"quote", "begin", "end", "page", "anchor"};
constexpr std::string_view of_statement[] = {"text", "reason"};

bool is_verdict(ThingKind kind) {
  return kind == ThingKind::resolution || kind == ThingKind::sameness;
}

class Judgement {
 public:
  Judgement(const MergeHistory& history, const ThingName& thing, const std::vector<Deed>& deeds,
            const std::vector<Rivals>& rivals)
      : history_(history),
        thing_(thing),
        writes_(FieldJoin::writes_of(history, deeds)),
        join_(history, thing.kind) {
    for (const std::string_view field : judged_together(thing.kind))
      for (const Rivals& each : rivals)
        if (each.field == field) open_.push_back(&each);
    last_ = last_changes();
    if (is_said_whole()) {
      fields_ = fields_that_differ();
    } else {
      for (const Rivals* each : open_) fields_.push_back(each->field);
    }
  }

  /// Who judges anew says all of it, also what they leave as it was: of two who did, one holds
  /// whole.
  bool is_said_whole() const {
    return thing_.kind == ThingKind::evidence || thing_.kind == ThingKind::appraisal;
  }

  bool is_one() const {
    if (is_said_whole()) {
      const bool says_first =
          !fields_.empty() && fields_.front() == judged_together(thing_.kind).front();
      return (!open_.empty() || says_first) && fields_.size() > 1;
    }
    if (open_.empty()) return false;
    const bool says_first = open_.front()->field == judged_together(thing_.kind).front();
    return open_.size() > 1 || (is_verdict(thing_.kind) && says_first) ||
           (thing_.kind == ThingKind::extract && !says_first);
  }

  bool has(const std::string& field) const {
    return std::any_of(open_.begin(), open_.end(),
                       [&](const Rivals* each) { return each->field == field; });
  }

  /// What each of the last who wrote any of it says, the one that is shown first.
  std::vector<Rival> sides() const {
    std::vector<Rival> list;
    for (const ChangeNode* change : last_) {
      Rival side{change, Image::object()};
      for (const std::string& field : fields_) side.value[field] = said_by(change, field);
      list.push_back(std::move(side));
    }
    std::stable_sort(list.begin(), list.end(), [this](const Rival& a, const Rival& b) {
      return std::tuple(rank(a), std::tie(b.change->at, b.change->uid)) <
             std::tuple(rank(b), std::tie(a.change->at, a.change->uid));
    });
    std::vector<Rival> different;
    for (Rival& side : list)
      if (std::none_of(different.begin(), different.end(),
                       [&](const Rival& other) { return other.value == side.value; }))
        different.push_back(std::move(side));
    return different;
  }

  Image said_by(const ChangeNode* change, const std::string& field) const {
    const auto found = writes_.find(field);
    if (found == writes_.end()) return {};
    Deed own;
    own.change = change;
    std::vector<Write> known;
    for (const Write& write : found->second)
      if (write.by->change == change || history_.knew(own, *write.by)) known.push_back(write);
    if (known.empty() && is_always_said(field)) known = as_brought(found->second);
    return join_.value(field, known, nullptr);
  }

 private:
  static bool is_always_said(const std::string& field) {
    return field == "stance" || field == "inference" || field == "rating";
  }

  /// Who judged anew what somebody else moved meanwhile left the rest as it was brought.
  static std::vector<Write> as_brought(const std::vector<Write>& all) {
    const auto found = std::find_if(all.begin(), all.end(),
                                    [](const Write& write) { return !write.by->was_there; });
    return found == all.end() ? std::vector<Write>() : std::vector<Write>{*found};
  }

  /// In the order of the judgement's fields.
  std::vector<std::string> fields_that_differ() const {
    std::vector<std::string> all;
    for (const std::string_view each : judged_together(thing_.kind)) {
      const std::string field(each);
      const bool differ = std::any_of(last_.begin(), last_.end(), [&](const ChangeNode* change) {
        return said_by(change, field) != said_by(last_.front(), field);
      });
      if (differ) all.push_back(field);
    }
    return all;
  }

  /// Who wrote any of what is judged, or what is left open of it.
  std::vector<const ChangeNode*> writers() const {
    std::vector<const ChangeNode*> all;
    const auto add = [&all](const ChangeNode* change) {
      if (change != nullptr && std::find(all.begin(), all.end(), change) == all.end())
        all.push_back(change);
    };
    if (is_said_whole()) {
      for (const std::string_view field : judged_together(thing_.kind))
        if (const auto found = writes_.find(std::string(field)); found != writes_.end())
          for (const Write& write : found->second) add(write.by->change);
    } else {
      for (const Rivals* each : open_)
        for (const Rival& rival : each->list) add(rival.change);
    }
    return all;
  }

  std::vector<const ChangeNode*> last_changes() const {
    const std::vector<const ChangeNode*> all = writers();
    std::vector<const ChangeNode*> last;
    for (const ChangeNode* change : all) {
      Deed own;
      own.change = change;
      const bool is_over = std::any_of(all.begin(), all.end(), [&](const ChangeNode* other) {
        Deed later;
        later.change = other;
        return history_.knew(later, own);
      });
      if (!is_over) last.push_back(change);
    }
    return last;
  }

  /// The lower, the rather shown: by what stands first among what may hold.
  std::size_t rank(const Rival& side) const {
    if (open_.empty()) return 0;
    const Rivals& first = *open_.front();
    if (!side.value.contains(first.field)) return 0;
    const Image& says = side.value.at(first.field);
    if (thing_.kind == ThingKind::sameness && first.field == "same") return says.is_null() ? 0 : 1;
    std::size_t place = 0;
    while (place < first.list.size() && !says_the_same(first.list[place].value, says)) ++place;
    return place;
  }

  const MergeHistory& history_;
  const ThingName& thing_;
  const Writes writes_;
  const FieldJoin join_;
  std::vector<const Rivals*> open_;  ///< in the order of the judgement's fields
  std::vector<const ChangeNode*> last_;
  std::vector<std::string> fields_;  ///< that the sides are told by
};

}  // namespace

std::span<const std::string_view> judged_together(ThingKind kind) {
  switch (kind) {
    case ThingKind::evidence:
      return of_evidence;
    case ThingKind::resolution:
      return of_resolution;
    case ThingKind::sameness:
      return of_sameness;
    case ThingKind::appraisal:
      return of_appraisal;
    case ThingKind::statement:
      return of_statement;
    case ThingKind::extract:
      return of_extract;
    default:
      return {};
  }
}

std::optional<Dispute> as_one_judgement(const MergeHistory& history, const ThingName& thing,
                                        const std::vector<Deed>& deeds, std::vector<Rivals>& rivals,
                                        Image& image) {
  if (deeds.size() < 2 || judged_together(thing.kind).empty()) return std::nullopt;
  const Judgement judgement(history, thing, deeds, rivals);
  if (!judgement.is_one()) return std::nullopt;
  std::vector<Rival> sides = judgement.sides();
  if (sides.size() < 2) return std::nullopt;
  for (const auto& [field, value] : sides.front().value.items()) {
    image.erase(field);
    if (!value.is_null()) image[field] = value;
  }
  // Who decided on two papers stands in no field of its own.
  if (thing.kind == ThingKind::sameness)
    image["change"] = judgement.said_by(sides.front().change, "change");
  std::vector<bool> is_judged;
  for (const Rivals& each : rivals) is_judged.push_back(judgement.has(each.field));
  std::size_t at = 0;
  std::erase_if(rivals, [&](const Rivals&) { return is_judged[at++]; });
  return Dispute{Dispute::About::judgement, thing, {"", "", std::move(sides)}};
}

}  // namespace retroduce::store
