// The codes of a REFI-QDA codebook as concepts, and the roles that branches, sets and the user give
// them. Knows neither sources nor the database.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "interchange/refi_xml.h"
#include "model/batch.h"

namespace retroduce::interchange::refi {

/// Where a role is from that --role-of says.
inline constexpr std::string_view said_by_user = "--role-of";

struct Code {
  Node node;
  std::string guid;
  std::string name;   ///< as the file has it
  std::string label;  ///< unique in the file: with what stands above it, where names are shared
  std::size_t parent = none;
  std::optional<model::Role> role;
  std::string role_from;  ///< "the branch Contexts", "the set mechanisms", "--role-of"
  bool is_wording = false;
  std::int64_t codings = 0;
  std::int64_t told = 0;  ///< of the codings: those whose role a note tells
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
};

class Codes {
 public:
  explicit Codes(Xml& xml) : xml_(xml) {}

  /// Takes the tree below <Codes>. Refuses two codes of one GUID and a code without a name.
  /// `origin`: of the file; Taguette tells a tree by dots in names. `cases`: GUIDs of cases, which
  /// NVivo writes as codes a second time; those that nothing is coded with are no codes.
  void read(Node codes, std::string_view origin, const std::set<std::string>& cases = {});
  /// The codes that are cases, left out.
  const std::vector<Node>& twins() const { return twins_; }
  /// Names of a role in the branches and sets; then what the user said, "CODE" -> role word.
  void find_roles(Node sets, const std::map<std::string, std::string>& said);
  /// Sends them as concepts, parents first, with what the file says beside. Colours that a program
  /// made up are told and left out: against those of the review they would be other content.
  void send(model::BatchSink& sink, bool colours_are_made_up) const;

  const Code* find(const std::string& guid) const;
  Code* find(const std::string& guid);
  model::Ref<model::Concept> ref(const Code& code) const {
    return model::Ref<model::Concept>(static_cast<std::size_t>(&code - codes_.data()));
  }
  std::size_t size() const { return codes_.size(); }
  const std::vector<Code>& all() const { return codes_; }
  /// Tells which code has which role, from where, in how many codings.
  void tell_roles() const;

 private:
  void take(Node node, std::size_t parent);
  void make_labels();
  bool stands_below(std::size_t code, std::size_t above) const;
  void put_below_dotted();
  void put_parents_first();
  void give(std::size_t code, model::Role role, const std::string& from, bool with_below);

  Xml& xml_;
  std::vector<Code> codes_;
  std::vector<Node> twins_;
  std::set<std::string> cases_;
  std::unordered_map<std::string, std::size_t> places_;
};

/// The set of concepts that are wordings of sheets, still to be mapped; it says nothing else.
inline constexpr std::string_view wordings_set = "wordings to be mapped";

/// "Contexts", "mechanism": the role that a branch or set of this name stands for.
std::optional<model::Role> role_named(std::string_view name);

/// The codes that codings of the project name, by their GUIDs.
std::set<std::string> coded_guids(Node project);

/// A colour as the schema allows it.
bool is_colour(std::string_view text);

}  // namespace retroduce::interchange::refi
