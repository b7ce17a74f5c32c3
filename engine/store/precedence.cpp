#include "store/precedence.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "store/standing.h"

namespace retroduce::store {

namespace {

std::vector<std::string> uids_in(const std::string& text) {
  return text.empty() ? std::vector<std::string>() : base::split(text, ' ');
}

/// Whether anybody did anything to what stands for lost things since, or the recovery wrote down
/// what stands while the history of it is lost (store/recover_explain.h).
bool is_of_use(Connection& connection, const ChangeNode& recovery) {
  Query query(
      connection.prepared("SELECT EXISTS (SELECT 1 FROM history h JOIN change c ON c.id = h.change "
                          "WHERE h.change = ?2 OR (c.kind <> ?3 AND "
                          "instr(h.thing_id || h.before || h.after, ?1) > 0))"));
  const std::string id = recovery.uid + ".";
  query.bind({Cell{std::string_view(id)}, Cell{recovery.id}, Cell{merge_kind}});
  return query.next() && query.flag(0);
}

/// What stands for lost things is of use to nobody who has these, as long as nobody worked on it.
void leave_out_recoveries(Connection& connection, std::vector<ChangeNode>& nodes) {
  std::vector<ChangeNode> out;
  std::erase_if(nodes, [&](const ChangeNode& node) {
    const bool is_out = node.kind == recovery_kind && !is_of_use(connection, node);
    if (is_out) out.push_back(node);
    return is_out;
  });
  for (const ChangeNode& recovery : out)
    for (ChangeNode& node : nodes)
      if (std::erase(node.follows, recovery.uid) > 0)
        node.follows.insert(node.follows.end(), recovery.follows.begin(), recovery.follows.end());
}

}  // namespace

bool has_arrivals(Connection& connection) {
  return connection.number("SELECT EXISTS (SELECT 1 FROM change WHERE arrived <> 0)") != 0;
}

std::vector<ChangeNode> read_joined_nodes(Connection& connection) {
  std::vector<ChangeNode> nodes = read_nodes(connection);
  std::erase_if(nodes, [](const ChangeNode& node) { return is_of_one_file(node.kind); });
  leave_out_recoveries(connection, nodes);
  return nodes;
}

std::vector<ChangeNode> read_nodes(Connection& connection) {
  std::vector<ChangeNode> nodes;
  std::set<std::string> last;      // followed by none so far
  std::set<std::string> followed;  // before they came
  Query query(connection.prepared(
      "SELECT id, uid, at, by_whom, kind, arrived, follows, counts FROM change ORDER BY id"));
  while (query.next()) {
    ChangeNode node;
    node.id = query.number(0);
    node.uid = query.text(1);
    node.at = query.text(2);
    node.by = query.text(3);
    node.kind = query.text(4);
    node.is_own = query.number(5) == 0;
    node.part_of = whole_of(query.view(7));
    if (node.is_own) {
      node.follows.assign(last.begin(), last.end());
      if (!is_of_one_file(node.kind)) last = {node.uid};
    } else if (is_of_one_file(node.kind)) {
      node.follows = uids_in(query.text(6));  // came with an import; nothing follows it here either
    } else {
      node.follows = uids_in(query.text(6));
      for (const std::string& each : node.follows)
        if (last.erase(each) == 0) followed.insert(each);
      if (followed.count(node.uid) == 0) last.insert(node.uid);
    }
    nodes.push_back(std::move(node));
  }
  return nodes;
}

Precedence::Precedence(const std::vector<ChangeNode>& nodes) {
  std::unordered_map<std::string_view, const ChangeNode*> by_uid;
  for (const ChangeNode& node : nodes) by_uid.emplace(node.uid, &node);
  std::vector<std::uint32_t> ends;  // of each chain
  std::set<std::string_view> begun;
  for (const ChangeNode& node : nodes) {
    // Those that it follows first; a stack of our own, for a history may be long.
    std::vector<std::pair<const ChangeNode*, std::size_t>> open;
    if (begun.insert(node.uid).second) open.emplace_back(&node, 0);
    while (!open.empty()) {
      auto& [at, next] = open.back();
      if (next == at->follows.size()) {
        place(*at, ends);
        open.pop_back();
        continue;
      }
      const auto found = by_uid.find(at->follows[next++]);
      if (found != by_uid.end() && begun.insert(found->first).second)
        open.emplace_back(found->second, 0);
    }
  }
}

void Precedence::place(const ChangeNode& node, std::vector<std::uint32_t>& ends) {
  Place own;
  std::vector<const Place*> before;
  for (const std::string& uid : node.follows) {
    const auto found = places_.find(uid);
    if (found != places_.end()) before.push_back(&found->second);
  }
  const auto goes_on = std::find_if(before.begin(), before.end(), [&ends](const Place* each) {
    return ends[each->chain] == each->place;
  });
  if (goes_on != before.end()) {
    own.chain = (*goes_on)->chain;
    own.place = ++ends[own.chain];
  } else {
    own.chain = static_cast<std::uint32_t>(ends.size());
    own.place = 1;
    ends.push_back(1);
  }
  if (before.size() == 1 && goes_on != before.end()) {
    own.known = before.front()->known;
  } else {
    std::vector<std::uint32_t> known(ends.size());
    for (const Place* each : before) {
      for (std::size_t i = 0; i < each->known->size(); ++i)
        known[i] = std::max(known[i], (*each->known)[i]);
      known[each->chain] = std::max(known[each->chain], each->place);
    }
    own.known = std::make_shared<const std::vector<std::uint32_t>>(std::move(known));
  }
  if (chains_.size() <= own.chain) chains_.resize(own.chain + std::size_t{1});
  chains_[own.chain].push_back(node.uid);
  places_.emplace(node.uid, std::move(own));
}

bool Precedence::knew(std::string_view later, std::string_view earlier) const {
  const Place& a = places_.at(std::string(later));
  const Place& b = places_.at(std::string(earlier));
  if (a.chain == b.chain) return b.place < a.place;
  return b.chain < a.known->size() && (*a.known)[b.chain] >= b.place;
}

/// On a chain who comes later knows no less; its length, where nobody knew.
std::size_t Precedence::first_that_knew(std::size_t chain, std::string_view of) const {
  const auto& nodes = chains_[chain];
  const auto found = std::partition_point(nodes.begin(), nodes.end(),
                                          [&](const std::string& uid) { return !knew(uid, of); });
  return static_cast<std::size_t>(found - nodes.begin());
}

bool Precedence::is_way_alone(std::string_view earlier, std::string_view later) const {
  if (!knew(later, earlier)) return false;
  for (std::size_t chain = 0; chain < chains_.size(); ++chain) {
    const auto& nodes = chains_[chain];
    // The last that did not know of the later one knows the most of these.
    const std::size_t after = first_that_knew(chain, later);
    for (std::size_t i = after; i > 0; --i) {
      const std::string& uid = nodes[i - 1];
      if (uid == later || uid == earlier) continue;
      if (knew(uid, earlier) && !knew(later, uid)) return false;
      break;
    }
    const std::size_t followed = first_that_knew(chain, earlier);
    for (std::size_t i = followed; i > 0; --i) {
      const std::string& uid = nodes[i - 1];
      if (uid == earlier || uid == later || !knew(later, uid)) continue;
      if (!knew(earlier, uid)) return false;
      break;
    }
  }
  return true;
}

}  // namespace retroduce::store
