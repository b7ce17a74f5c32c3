// Configurations of a project: what notes and cases say of them in words, and the sets, cases and
// links that stand beside.
#include <algorithm>
#include <utility>

#include "base/quote_match.h"
#include "base/text.h"
#include "interchange/refi_reader.h"

namespace retroduce::interchange::refi {

using model::ThingKind;

namespace {

using ToldRoles = std::map<std::pair<std::string, std::string>, std::vector<ToldRole>>;

/// Somebody has given a code another name: the only coded one that the notes on roles do not tell
/// of, where they tell of one name that no code has. Told of the words that were coded alone, since
/// it could be another code.
void call_as_renamed(ToldRoles& roles, const Codes& codes, Node project, Xml& xml) {
  if (roles.empty()) return;
  std::set<std::string> unknown;
  for (const auto& [key, told] : roles) unknown.insert(key.first);
  const std::set<std::string> names = unknown;
  const std::set<std::string> coded = coded_guids(project);
  const Code* untold = nullptr;
  std::size_t count = 0;
  for (const Code& code : codes.all()) {
    const std::string name = base::fold(code.label);
    unknown.erase(name);
    if (names.count(name) != 0 || coded.count(code.guid) == 0) continue;
    untold = &code;
    ++count;
  }
  if (unknown.size() != 1 || count != 1) return;
  const std::string before = *unknown.begin();
  ToldRoles renamed;
  for (const auto& [key, told] : roles)
    if (key.first == before && !key.second.empty())
      renamed[{base::fold(untold->label), key.second}] = told;
  if (renamed.empty()) return;
  roles.merge(renamed);
  xml.note("roles-renamed", "codings with \"" + untold->label +
                                "\" have the roles that a note tells of \"" + before +
                                "\" at the same words, as where the code was renamed");
}

}  // namespace

void ProjectReader::collect_claims() {
  for (const Node note : children(child(project_, "Notes"), "Note")) {
    Text text;
    if (!load_text(note, text)) continue;
    if (take_roles(text.text))
      claimed_.insert(note.hash_value());
    else
      collect_claim(note, text.text);
  }
  for (const Node node : children(child(project_, "Cases"), "Case"))
    collect_claim(node, text_of(child(node, "Description")));
  for (const Node set : children(child(project_, "Sets"), "Set")) {
    Claim* claim = claim_called(attribute(set, "name"));
    if (claim != nullptr && !claim->set) claim->set = set;
  }
  for (const Claim& claim : claims_) {
    for (const ToldEvidence& each : claim.told.evidence) {
      const ToldExtract& extract = each.extract;
      if (!extract.page.empty())
        pages_[{extract.document, base::quote_key(extract.quote)}] = extract.page;
    }
  }
  for (const Code& code : codes_.all()) codes_called_.emplace(base::fold(code.label), &code);
  call_as_renamed(told_roles_, codes_, project_, xml_);
}

/// The first note of a configuration says it; a case does where there is none.
void ProjectReader::collect_claim(Node node, const std::string& text) {
  const bool is_case = local_name(node) == "Case";
  auto told = claim_in(text);
  Claim* claim = claim_called(told ? told->label : attribute(node, "name"));
  if (claim == nullptr && told) {
    claim_places_.emplace(base::fold(told->label), claims_.size());
    claim = &claims_.emplace_back();
    claim->told = *std::move(told);
  } else if (!is_case || (!told && !text.empty())) {
    return;
  }
  if (claim == nullptr) return;
  Node& place = is_case ? claim->case_ : claim->note;
  if (place) return;
  place = node;
  claimed_.insert(node.hash_value());
}

Claim* ProjectReader::claim_called(std::string_view label) {
  const auto found = claim_places_.find(base::fold(label));
  return found == claim_places_.end() ? nullptr : &claims_[found->second];
}

/// The code of that name; else the only one beside the configuration that no name of it means,
/// where one name alone means none: somebody has given the code another name.
const Code* ProjectReader::code_of(const Claim& claim, const std::string& label) const {
  const auto called = [&](const std::string& name) -> const Code* {
    const auto found = codes_called_.find(base::fold(name));
    return found == codes_called_.end() ? nullptr : found->second;
  };
  if (const Code* code = called(label)) return code;
  std::set<const Code*> members;
  for (const Node holder : {claim.case_, claim.set}) {
    for (const Node member : children(holder)) {
      if (const Code* code = codes_.find(guid_at(member, "targetGUID"))) members.insert(code);
    }
  }
  std::set<std::string> unknown;
  for (const ToldElement& element : claim.told.elements) {
    const Code* code = element.concept_.empty() ? nullptr : called(element.concept_);
    if (code != nullptr) members.erase(code);
    if (code == nullptr && !element.concept_.empty()) unknown.insert(base::fold(element.concept_));
  }
  return unknown.size() == 1 && members.size() == 1 ? *members.begin() : nullptr;
}

model::Ref<model::Coder> ProjectReader::coder_called(const std::string& label) {
  if (label.empty()) return {};
  const auto [place, is_new] = coder_refs_.try_emplace(label, coders_);
  if (is_new) {
    model::Coder coder;
    coder.label = label;
    sink_.add(coder);
    ++coders_;
  }
  return model::Ref<model::Coder>(place->second);
}

model::Ref<model::Theme> ProjectReader::theme_called(const std::string& label) {
  if (label.empty()) return {};
  const auto [place, is_new] =
      theme_refs_.try_emplace(label, static_cast<std::uint32_t>(theme_refs_.size()));
  if (is_new) {
    model::Theme theme;
    theme.label = label;
    sink_.add(theme);
  }
  return model::Ref<model::Theme>(place->second);
}

void ProjectReader::send_claims() {
  note_told_words();
  for (std::size_t i = 0; i < claims_.size(); ++i)
    send_claim(claims_[i], model::Ref<model::Configuration>(i));
  for (std::size_t i = 0; i < claims_.size(); ++i) send_links(model::Ref<model::Configuration>(i));
  if (!claims_.empty())
    xml_.note("configurations", base::count_of(static_cast<std::int64_t>(claims_.size()),
                                               "configuration", "configurations") +
                                    " read from the words of notes");
}

void ProjectReader::send_claim(Claim& claim, model::Ref<model::Configuration> configuration) {
  const ToldClaim& told = claim.told;
  const Node from = claim.note ? claim.note : claim.case_;
  model::Configuration record;
  record.label = told.label;
  record.title = told.title;
  record.theme = theme_called(told.theme);
  record.level = told.level;
  record.status = told.status;
  record.statement = told.statement;
  record.note = told.note;
  record.line = line(from);
  for (const ToldElement& each : told.elements) {
    model::Element element{each.role,          each.part,          {},
                           each.wording,       each.opposite,      each.direction,
                           each.is_unintended, each.when_not_fired};
    const Code* code = each.concept_.empty() ? nullptr : code_of(claim, each.concept_);
    if (code != nullptr) {
      const bool is_renamed = base::fold(code->label) != base::fold(each.concept_);
      if (is_renamed && renamed_.insert(each.concept_).second)
        xml_.note(
            "configuration-renamed",
            "the code \"" + code->label + "\" is taken for what notes call \"" + each.concept_ +
                "\"; where the review has that concept, rename it there first: set concept \"" +
                each.concept_ + "\" label \"" + code->label + "\"");
      element.concept_ = codes_.ref(*code);
      claim.codes.insert(element.concept_.value);
    } else if (!each.concept_.empty()) {
      if (element.wording.empty()) element.wording = each.concept_;
      xml_.tell(base::Severity::repair, "configuration-concept",
                told.label + " names \"" + each.concept_ +
                    "\", which is not in the codebook; it became a wording",
                from);
    }
    record.elements.push_back(std::move(element));
  }
  sink_.add(record);
  std::string others = base::join(told.others, "\n");
  for (const ToldEvidence& evidence : told.evidence) {
    if (send_evidence(claim, evidence, configuration)) continue;
    others +=
        (others.empty() ? "" : "\n") + std::string(to_word(evidence.stance)) + ": " + evidence.line;
  }
  for (const Node node : {claim.note, claim.case_}) take_beside(node, claim, configuration.value);
  if (claim.set) things_[guid_at(claim.set)] = {ThingKind::configuration, configuration.value};
  send_lines(configuration, others);
}

/// What is said there and is no part of the configuration, as a memo on it.
void ProjectReader::send_lines(model::Ref<model::Configuration> configuration,
                               const std::string& lines) {
  if (lines.empty()) return;
  const Claim& claim = claims_[configuration.index()];
  const Node from = claim.note ? claim.note : claim.case_;
  xml_.tell(base::Severity::repair, "configuration-line",
            "lines in the note of " + claim.told.label +
                " say nothing of it that is known here; they became a memo on it",
            from);
  model::Memo memo;
  memo.about = ThingKind::configuration;
  memo.about_ref = configuration.value;
  memo.text = lines;
  memo.line = line(from);
  sink_.add(memo);
  ++memos_;
}

void ProjectReader::send_links(model::Ref<model::Configuration> from) {
  const Claim& claim = claims_[from.index()];
  for (const ToldLink& told : claim.told.links) {
    const Claim* to = claim_called(told.to);
    if (to == nullptr) {
      send_lines(from, std::string(to_word(told.kind)) + ": " + told.to +
                           (told.note.empty() ? "" : "\n" + told.note));
      continue;
    }
    model::Link link;
    link.from = from;
    link.to = model::Ref<model::Configuration>(static_cast<std::size_t>(to - claims_.data()));
    link.kind = told.kind;
    link.note = told.note;
    link.coder = coder_called(told.coder);
    for (const auto& [stance, extract] : told.evidence) {
      if (const auto ref = extract_of(extract))
        link.evidence.push_back({model::Ref<model::Extract>(*ref), stance});
    }
    link.line = line(claim.note ? claim.note : claim.case_);
    sink_.add(link);
    link_refs_[{link.from.value, link.to.value, link.kind}].push_back(links_++);
  }
}

/// The extract with these words, in the document that is named where there are several.
std::optional<std::uint32_t> ProjectReader::extract_by_words(const ToldExtract& told) const {
  const auto document = document_refs_.find(told.document);
  const auto found = quoted_.find(base::quote_key(told.quote));
  if (found == quoted_.end()) return std::nullopt;
  // The same words before the same but for their spelling, the same place before others.
  const std::string words = base::collapse_blanks(told.quote);
  const auto rank = [&](const Quoted& each) {
    return std::pair(each.words == words, each.begin == told.at);
  };
  std::optional<Quoted> best;
  for (const Quoted& each : found->second) {
    const bool is_here = document != document_refs_.end() && each.document == document->second;
    if (is_here && (!best || rank(*best) < rank(each))) best = each;
  }
  // A source may have got another name.
  if (!best && document == document_refs_.end() && found->second.size() == 1)
    best = found->second.front();
  return best ? std::optional(best->ref) : std::nullopt;
}

void ProjectReader::note_told_words() {
  const auto note = [&](const ToldExtract& told) {
    const auto ref = extract_by_words(told);
    if (ref) told_by_words_.insert(*ref);
    const auto document = document_refs_.find(told.document);
    if (!ref && told.at && document != document_refs_.end())
      told_nearly_[{document->second, *told.at}].insert(base::quote_key(told.quote));
  };
  for (const Claim& claim : claims_) {
    for (const ToldEvidence& each : claim.told.evidence) note(each.extract);
    for (const ToldLink& link : claim.told.links)
      for (const auto& [stance, extract] : link.evidence) note(extract);
  }
}

std::optional<std::uint32_t> ProjectReader::extract_of(const ToldExtract& told) {
  if (const auto ref = extract_by_words(told)) return ref;
  const auto document = document_refs_.find(told.document);
  if (document == document_refs_.end()) return std::nullopt;
  // Words that stand in the text nearly so, and are told with their place. What stands there may be
  // told in its own words, too, or in those of several: then it is another.
  if (told.at) {
    const std::pair place(document->second, *told.at);
    const bool is_alone = told_nearly_[place].size() == 1;
    const auto [first, last] = placed_.equal_range(place);
    for (auto each = first; is_alone && each != last; ++each)
      if (told_by_words_.count(each->second) == 0) return each->second;
    for (auto each = first; each != last; ++each) shown_for_near_.insert(each->second);
  }
  // Its words stand nowhere in the text, so no selection holds them.
  model::Extract extract;
  extract.document = model::Ref<model::Document>(document->second);
  extract.quote = told.quote;
  extract.page = told.page;
  extract.is_paraphrase = told.is_paraphrase;
  return add_extract(extract);
}

bool ProjectReader::send_evidence(Claim& claim, const ToldEvidence& told,
                                  model::Ref<model::Configuration> configuration) {
  const auto elements = static_cast<std::int64_t>(claim.told.elements.size());
  if (told.element && (*told.element < 1 || *told.element > elements)) return false;
  const auto extract = extract_of(told.extract);
  if (!extract) return false;
  model::Evidence evidence;
  evidence.configuration = configuration;
  if (told.element) evidence.element = static_cast<std::uint32_t>(*told.element - 1);
  evidence.extract = model::Ref<model::Extract>(*extract);
  evidence.stance = told.stance;
  evidence.inference = told.inference;
  evidence.note = told.note;
  evidence.coder = coder_called(told.coder);
  evidence.line = line(claim.note ? claim.note : claim.case_);
  sink_.add(evidence);
  claim.extracts.insert(*extract);
  return true;
}

/// Whether the element beside says of each kind either nothing or what the configuration says.
bool ProjectReader::agrees(Node node, const Claim& claim) const {
  std::map<ThingKind, std::set<std::uint32_t>> named;
  for (const Node member : children(node)) {
    const std::string_view kind = local_name(member);
    if (kind == "VariableValue" || kind == "SourceRef") return false;
    const auto found = things_.find(guid_at(member, "targetGUID"));
    if (kind == "NoteRef" || found == things_.end()) continue;
    const bool is_either =
        found->second.kind == ThingKind::extract && shown_for_near_.count(found->second.ref) != 0;
    if (!is_either) named[found->second.kind].insert(found->second.ref);
  }
  std::set<std::uint32_t> marked;
  std::set<std::uint32_t> documents;
  for (const std::uint32_t extract : claim.extracts) {
    if (marked_.count(extract) != 0 && shown_for_near_.count(extract) == 0) marked.insert(extract);
    documents.insert(document_of_.at(extract));
  }
  const std::pair<ThingKind, const std::set<std::uint32_t>*> kinds[] = {
      {ThingKind::concept_, &claim.codes},
      {ThingKind::extract, &marked},
      {ThingKind::document, &documents}};
  const std::string said = text_of(child(node, "Description"));
  const bool is_case = local_name(node) == "Case";
  return (said.empty() || (is_case ? claim_in(said) == claim.told : said == claim.told.title)) &&
         std::all_of(std::begin(kinds), std::end(kinds), [&](const auto& kind) {
           const auto there = named.find(kind.first);
           return there == named.end() || there->second == *kind.second;
         });
}

/// The note, case or set of a configuration keeps its GUID, and what it says besides.
void ProjectReader::take_beside(Node node, const Claim& claim, std::uint32_t configuration) {
  if (!node) return;
  const Thing thing{ThingKind::configuration, configuration};
  things_[guid_at(node)] = thing;
  const std::string kind(local_name(node));
  if (kind != "Note" && !agrees(node, claim)) {
    xml_.lose("configuration-beside",
              "the " + base::fold(kind) + " " + claim.told.label +
                  " says other things than the note of that configuration, which was taken; it is "
                  "kept and shown nowhere",
              node);
    part("kept " + kind, guid_at(node), thing, Xml::plain(node));
    return;
  }
  const bool is_note = kind == "Note";
  part(kind, guid_at(node), thing,
       Xml::rest_of(node, {"name", "creationDateTime", "plainTextPath"},
                    {is_note ? "" : "Description", "PlainTextContent", "CodeRef", "SelectionRef",
                     "MemberCode", "MemberSource", "MemberNote"}));
}

bool ProjectReader::take_set(Node set) {
  const Claim* claim = claim_called(attribute(set, "name"));
  if (claim == nullptr || claim->set != set) return false;
  take_beside(set, *claim, static_cast<std::uint32_t>(claim - claims_.data()));
  return true;
}

bool ProjectReader::take_link(Node link) {
  const auto kind = model::from_word<model::LinkKind>(attribute(link, "name"));
  const auto from = things_.find(guid_at(link, "originGUID"));
  const auto to = things_.find(guid_at(link, "targetGUID"));
  if (!kind || from == things_.end() || to == things_.end() ||
      from->second.kind != ThingKind::configuration ||
      to->second.kind != ThingKind::configuration || local_name(link) != "Link")
    return false;
  auto& there = link_refs_[{from->second.ref, to->second.ref, *kind}];
  if (there.empty()) {
    model::Link record;
    record.from = model::Ref<model::Configuration>(from->second.ref);
    record.to = model::Ref<model::Configuration>(to->second.ref);
    record.kind = *kind;
    record.line = line(link);
    sink_.add(record);
    there.push_back(links_++);
  }
  part("Link", guid_at(link), {ThingKind::link, there.front()},
       Xml::rest_of(link, {"name", "direction", "originGUID", "targetGUID"}, {}));
  if (there.size() > 1) there.erase(there.begin());
  return true;
}

}  // namespace retroduce::interchange::refi
