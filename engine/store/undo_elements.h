// Elements of a claim that are taken back, and what stands on them. Internal to the store.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "store/edit_session.h"

namespace retroduce::store {

/// The edits that change the elements of the first configuration of which a change altered these
/// back one by one, with what to do with them; none where it did not, or that is gone.
std::vector<std::string> element_sentences(Connection& connection,
                                           const std::vector<model::HistoryRow>& rows);

/// Rows of evidence with which nothing happened but that its element moved, and of remarks that
/// followed it: taking them back is moving them with the elements (MovedElements::decide).
std::set<const model::HistoryRow*> moved_with_elements(const std::vector<model::HistoryRow>& rows);

/// Where elements went within one change that takes others back.
class MovedElements {
 public:
  /// What stands where it stood before the change: it is left there.
  using Stays = std::function<bool(const ThingName&)>;
  /// Makes the configuration what `after` says (EditSession::decide); evidence and remarks go along
  /// with their elements, and remarks on what goes are on the whole. Evidence for an element that
  /// goes is returned; then nothing is to be kept. `was`: with the elements that evidence which
  /// comes back was for.
  std::optional<ThingName> decide(EditSession& session, const ThingName& configuration,
                                  const Image& now, const Image& after,
                                  const std::set<std::string>& fields, const Image& was,
                                  const Stays& stays);
  /// The row, of evidence as it is called now, with the place where its element stands by now.
  void follow(model::HistoryRow& row, const model::HistoryRow& as_made) const;

 private:
  /// By configuration, then by place before, both from 1; 0: nowhere.
  using Places = std::map<std::string, std::vector<std::size_t>>;
  static std::size_t place_in(const Places& places, const std::string& configuration,
                              std::size_t place);
  Places now_;
  Places was_;
};

}  // namespace retroduce::store
