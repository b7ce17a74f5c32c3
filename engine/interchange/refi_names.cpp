#include "interchange/refi_names.h"

#include <algorithm>
#include <utility>

#include "base/hash.h"
#include "base/text.h"

namespace retroduce::interchange::refi {

using model::ThingKind;

namespace {

/// Whether the id of such a part is that of the thing itself.
bool names_thing(ThingKind about, std::string_view kind) {
  // A configuration is a case, with a set and a note beside.
  if (about == ThingKind::configuration) return kind == "Case";
  if (about == ThingKind::link) return kind == "Link";
  constexpr std::string_view exact[] = {"User", "Code", "Coding", "Note"};
  return std::find(std::begin(exact), std::end(exact), kind) != std::end(exact) ||
         ((kind.ends_with("Source") || kind.ends_with("Selection")) && !kind.starts_with("kept"));
}

template <typename Records>
const model::Origin* origin_in(const Records& records, std::size_t ref) {
  return ref < records.size() ? &records[ref].origin : nullptr;
}

}  // namespace

bool counts_pages_from_zero(std::string_view producer) {
  const std::string name = base::fold(producer);
  return name.starts_with("atlas") || name.starts_with("qualcoder") ||
         name.ends_with(pages_from_zero);
}

std::string numbered(const std::string& name, int number) {
  return name + " (" + std::to_string(number) + ")";
}

std::string_view without_number(std::string_view name) {
  const std::size_t open = name.rfind(" (");
  if (open == std::string_view::npos || !name.ends_with(')')) return name;
  const std::string_view inside = name.substr(open + 2, name.size() - open - 3);
  const bool is_number =
      !inside.empty() && inside.find_first_not_of("0123456789") == std::string_view::npos;
  return is_number ? name.substr(0, open) : name;
}

Names::Names(const Batch& batch) : batch_(batch) {
  for (const model::ForeignPart& part : batch.parts) {
    const std::pair key{part.about, std::size_t{part.about_ref}};
    parts_[key].push_back(&part);
    if (part.id.empty() || !names_thing(part.about, part.kind)) continue;
    // Where two things came from one GUID, the first keeps it; notes are told apart by it.
    const bool is_shared = part.kind != "Note" && used_.count(part.id) != 0;
    if (is_shared || guids_.count(key) != 0) continue;
    used_[part.id] = key;
    guids_.emplace(key, part.id);
  }
}

const model::Origin* Names::origin(ThingKind kind, std::size_t ref) const {
  switch (kind) {
    case ThingKind::coder:
      return origin_in(batch_.coders, ref);
    case ThingKind::document:
      return origin_in(batch_.documents, ref);
    case ThingKind::concept_:
      return origin_in(batch_.concepts, ref);
    case ThingKind::extract:
      return origin_in(batch_.extracts, ref);
    case ThingKind::configuration:
      return origin_in(batch_.configurations, ref);
    case ThingKind::link:
      return origin_in(batch_.links, ref);
    case ThingKind::attachment:
      return origin_in(batch_.attachments, ref);
    case ThingKind::memo:
      return origin_in(batch_.memos, ref);
    default:
      return nullptr;
  }
}

/// Version 8 of RFC 9562: made of a hash, in a way of our own.
std::string Names::made(ThingKind kind, std::size_t ref, std::string_view what) const {
  std::string seed = std::string(to_word(kind)) + " " + std::string(what) + " ";
  const model::Origin* from = origin(kind, ref);
  if (kind == ThingKind::coding && ref < batch_.codings.size()) {
    const model::Coding& coding = batch_.codings[ref];
    seed += made(ThingKind::extract, coding.extract.index(), "") +
            made(ThingKind::concept_, coding.concept_.index(), "") +
            std::string(to_word(coding.role));
    if (coding.coder.is_set()) seed += made(ThingKind::coder, coding.coder.index(), "");
  } else if (from != nullptr && from->change.is_set()) {
    seed += batch_.changes.at(from->change.index()).uid + "." + std::to_string(from->ordinal);
  } else {
    seed += std::to_string(ref);
  }
  std::string hex = base::sha256(seed).substr(0, 32);
  hex[12] = '8';
  hex[16] = "89ab"[hex[16] % 4];
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
         hex.substr(16, 4) + "-" + hex.substr(20);
}

const std::string& Names::guid(ThingKind kind, std::size_t ref) {
  const std::pair key{kind, ref};
  const auto found = guids_.find(key);
  if (found != guids_.end()) return found->second;
  return guids_.emplace(key, made(kind, ref, "")).first->second;
}

std::string Names::further(ThingKind kind, std::size_t ref, std::string_view what) {
  return made(kind, ref, what);
}

std::string Names::guid_of_part(const model::ForeignPart& part) {
  const std::pair key{part.about, std::size_t{part.about_ref}};
  const bool is_own = used_.try_emplace(part.id, key).first->second == key;
  return is_own ? part.id : made(part.about, part.about_ref, part.id);
}

const model::ForeignPart* Names::part(ThingKind kind, std::size_t ref,
                                      std::string_view what) const {
  for (const model::ForeignPart* part : parts(kind, ref)) {
    if (part->kind == what) return part;
  }
  return nullptr;
}

std::vector<const model::ForeignPart*> Names::parts(ThingKind kind, std::size_t ref) const {
  const auto found = parts_.find({kind, ref});
  return found == parts_.end() ? std::vector<const model::ForeignPart*>() : found->second;
}

}  // namespace retroduce::interchange::refi
