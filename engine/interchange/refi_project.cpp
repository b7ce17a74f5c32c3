#include "interchange/refi_project.h"

#include <algorithm>
#include <optional>
#include <regex>

#include "base/text.h"
#include "interchange/refi_claims.h"
#include "interchange/refi_codes.h"
#include "interchange/refi_xml.h"

namespace retroduce::interchange::refi {

using model::ThingKind;

namespace {

constexpr std::string_view no_time = "2000-01-01T00:00:00Z";

bool has_relative_path(pugi::xml_node project) {
  for (const pugi::xml_node source : project.child("Sources").children()) {
    if (std::string_view(source.attribute("path").value()).starts_with("relative:")) return true;
  }
  return false;
}

std::string first_line(const std::string& text) {
  return base::shorten(base::collapse_blanks(text.substr(0, text.find('\n'))), 60);
}

/// Elements of a kind that is a thing of the review, and of which these are none; but for those
/// that came as one before that was known.
void append_kept(pugi::xml_node into, const Batch& batch, std::string_view kind, ThingKind own) {
  std::set<std::string> written;
  for (const model::ForeignPart& part : batch.parts)
    if (part.kind == kind && part.about == own) written.insert(part.id);
  for (const model::ForeignPart& part : batch.parts) {
    pugi::xml_document document;
    if (part.kind != kind || part.about != ThingKind::review || written.count(part.id) != 0 ||
        !document.load_string(part.content.c_str(), pugi::parse_default))
      continue;
    spell_guids(document.document_element());
    into.append_copy(document.document_element());
  }
}

}  // namespace

ProjectBuilder::ProjectBuilder(const Batch& batch, Names& names, Profile profile)
    : batch_(batch), names_(names), profile_(profile) {
  extracts_of_.resize(batch.documents.size());
  for (std::size_t i = 0; i < batch.extracts.size(); ++i)
    extracts_of_[batch.extracts[i].document.index()].push_back(i);
  codings_of_.resize(batch.extracts.size());
  for (std::size_t i = 0; i < batch.codings.size(); ++i)
    codings_of_[batch.codings[i].extract.index()].push_back(i);
  for (const model::Coding& coding : batch.codings) is_coded_.insert(coding.concept_.index());
  below_.resize(batch.concepts.size() + 1);
  for (std::size_t i = 0; i < batch.concepts.size(); ++i) {
    const auto parent = batch.concepts[i].parent;
    below_[parent.is_set() ? parent.index() : batch.concepts.size()].push_back(i);
  }
  evidence_of_.resize(batch.configurations.size());
  for (std::size_t i = 0; i < batch.evidence.size(); ++i)
    evidence_of_[batch.evidence[i].configuration.index()].push_back(i);
  links_of_.resize(batch.configurations.size());
  for (std::size_t i = 0; i < batch.links.size(); ++i)
    links_of_[batch.links[i].from.index()].push_back(i);
  std::set<std::string> taken;
  for (std::size_t i = 0; i < batch.attachments.size(); ++i) {
    std::string name = batch.attachments[i].name;
    const bool was_inside = !names.parts(ThingKind::attachment, i).empty();
    // A name of its own that is a GUID already, as the standard wants, is kept.
    if (!was_inside || !taken.insert(name).second) {
      const std::size_t dot = name.rfind('.');
      const std::string ending = dot == std::string::npos ? "" : name.substr(dot);
      name = names.guid(ThingKind::attachment, i) + ending;
      taken.insert(name);
    }
    attachment_names_.push_back(std::move(name));
  }
}

std::string ProjectBuilder::build() {
  pugi::xml_document document;
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "utf-8";
  Out project = document.append_child("Project");
  put(project, "xmlns", std::string(project_space));
  const std::string& title = batch_.review.title;
  put(project, "name", title.empty() ? "Review" : title);
  // The one who wrote the file that lies there, whatever the review came from.
  const model::ForeignPart* kept_project = names_.part(ThingKind::review, 0, "Project");
  pugi::xml_document came;
  if (kept_project != nullptr) came.load_string(kept_project->content.c_str());
  const bool from_zero =
      counts_pages_from_zero(came.document_element().attribute("origin").value()) ||
      std::any_of(batch_.parts.begin(), batch_.parts.end(), [](const model::ForeignPart& part) {
        return part.content.find(" page=\"0\"") != std::string::npos;
      });
  put(project, "origin", "Retroduce" + (from_zero ? ", " + std::string(pages_from_zero) : ""));
  apply(project, kept_project, {"origin"});
  if (!project.attribute("creationDateTime"))
    put(project, "creationDateTime",
        time_of(batch_.changes.empty() ? model::Ref<model::Change>()
                                       : model::Ref<model::Change>(std::size_t{0})));
  for (const model::ForeignPart& part : batch_.parts) {
    if (part.kind == "Link" && !part.content.empty()) {
      pugi::xml_document link;
      link.load_string(part.content.c_str());
      linked_notes_.insert(guid_at(link.document_element(), "originGUID"));
      linked_notes_.insert(guid_at(link.document_element(), "targetGUID"));
    }
    for (std::size_t at = part.content.find("<NoteRef"); at != std::string::npos;
         at = part.content.find("<NoteRef", at + 1)) {
      const std::size_t from = part.content.find('"', at);
      const std::size_t to = part.content.find('"', from + 1);
      if (to != std::string::npos)
        linked_notes_.insert(guid_of(part.content.substr(from + 1, to - from - 1)));
    }
  }
  users(project);
  const Out codes = section(section(project, "CodeBook"), "Codes");
  write_codes(codes);
  drop_if_empty(codes);
  drop_if_empty(project.child("CodeBook"));
  variables(project);
  sources(project);
  cases(project);
  sets(project);
  notes(project);
  links(project);
  Out graphs = section(project, "Graphs");
  kept(graphs, "Graph");
  drop_if_empty(graphs);
  if (!batch_.review.about.empty()) text_child(project, "Description", batch_.review.about);
  // Programs put it before a relative path without asking whether it is there.
  if (has_relative_path(project) && !project.attribute("basePath")) put(project, "basePath", "");
  if (const std::int64_t count = drop_dangling(project); count > 0)
    lose("references of kept elements to what is no more", count);
  put_in_order(project, {"Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Links",
                         "Sets", "Graphs", "Description", "NoteRef"});
  tell_other_losses();
  return bytes_of(document);
}

ProjectBuilder::Out ProjectBuilder::section(Out project, const char* name) {
  const Out there = project.child(name);
  return there ? there : project.append_child(name);
}

void ProjectBuilder::drop_if_empty(Out node) {
  if (!node.first_child()) node.parent().remove_child(node);
}

void ProjectBuilder::put(Out node, const char* name, const std::string& value) {
  std::size_t removed = 0;
  const std::string safe = base::xml_safe(value, &removed);
  if (removed > 0)
    lose("control characters that XML cannot carry", static_cast<std::int64_t>(removed));
  pugi::xml_attribute there = node.attribute(name);
  if (!there) there = node.append_attribute(name);
  there = safe.c_str();
}

ProjectBuilder::Out ProjectBuilder::text_child(Out node, const char* name,
                                               const std::string& text) {
  Out child = node.append_child(name);
  std::size_t removed = 0;
  child.text().set(base::xml_safe(text, &removed).c_str());
  if (removed > 0)
    lose("control characters that XML cannot carry", static_cast<std::int64_t>(removed));
  return child;
}

/// Adds what was kept of the element: attributes that are not there yet, and children.
void ProjectBuilder::apply(Out node, const model::ForeignPart* part,
                           std::initializer_list<std::string_view> but) {
  if (part == nullptr || part->content.empty()) return;
  pugi::xml_document kept_part;
  if (!kept_part.load_string(part->content.c_str(), pugi::parse_default)) return;
  const Out root = kept_part.document_element();
  spell_guids(root);
  const auto is_out = [&](std::string_view name) {
    return std::find(but.begin(), but.end(), name) != but.end();
  };
  for (const pugi::xml_attribute attribute : root.attributes()) {
    if (!is_out(attribute.name()) && !node.attribute(attribute.name()))
      put(node, attribute.name(), attribute.value());
  }
  for (const Out child : root.children()) {
    if (child.type() == pugi::node_element && !is_out(local_name(child))) node.append_copy(child);
  }
}

void ProjectBuilder::kept(Out parent, std::string_view kind) {
  for (const model::ForeignPart& part : batch_.parts) {
    if (part.kind != kind || part.about != ThingKind::review) continue;
    pugi::xml_document document;
    if (!document.load_string(part.content.c_str(), pugi::parse_default)) continue;
    spell_guids(document.document_element());
    parent.append_copy(document.document_element());
  }
}

std::string ProjectBuilder::user(model::Ref<model::Coder> coder) {
  return coder.is_set() ? names_.guid(ThingKind::coder, coder.index()) : std::string();
}

/// Who brought a thing in, where that is one of the coders. Others name an owner of their own for
/// what has none, who then comes back as a coder.
std::string ProjectBuilder::user_of(const model::Origin& origin) {
  if (!origin.change.is_set()) return {};
  const std::string& by = batch_.changes.at(origin.change.index()).by;
  for (std::size_t i = 0; i < batch_.coders.size(); ++i) {
    if (batch_.coders[i].label == by) return names_.guid(ThingKind::coder, i);
  }
  return {};
}

/// A moment as the schema wants it; a day alone is its first moment.
std::string ProjectBuilder::moment(const std::string& text, const std::string& otherwise) {
  if (text.empty()) return otherwise;
  static const std::regex day("[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])");
  static const std::regex whole(
      "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
      "(\\.[0-9]+)?(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9])?");
  if (text.size() < 64 && std::regex_match(text, whole)) return text;
  if (text.size() < 64 && std::regex_match(text, day)) return text + "T00:00:00Z";
  lose("dates that are no ISO 8601");
  return otherwise;
}

std::string ProjectBuilder::time_of(model::Ref<model::Change> change) {
  if (!change.is_set()) return std::string(no_time);
  return moment(batch_.changes.at(change.index()).at, std::string(no_time));
}

std::string ProjectBuilder::time_of(const model::Origin& origin) { return time_of(origin.change); }

void ProjectBuilder::users(Out project) {
  Out all = section(project, "Users");
  for (std::size_t i = 0; i < batch_.coders.size(); ++i) {
    Out node = all.append_child("User");
    put(node, "guid", names_.guid(ThingKind::coder, i));
    put(node, "name", batch_.coders[i].label);
    apply(node, names_.part(ThingKind::coder, i, "User"), {});
    if (!batch_.coders[i].name.empty()) lose("full names of coders");
  }
  append_kept(all, batch_, "User", ThingKind::coder);  // who did nothing
  drop_if_empty(all);
}

void ProjectBuilder::write_codes(Out codes) {
  for (const std::size_t root : below_.back()) code(codes, root);
  append_kept(codes, batch_, "Code", ThingKind::concept_);  // that are cases at once
}

void ProjectBuilder::code(Out parent, std::size_t concept_) {
  const model::Concept& record = batch_.concepts[concept_];
  const model::ForeignPart* part = names_.part(ThingKind::concept_, concept_, "Code");
  Out node = parent.append_child("Code");
  put(node, "guid", names_.guid(ThingKind::concept_, concept_));
  // Names that are shared under several parents confuse programs that merge them.
  if (profile_ == Profile::usual) put(node, "name", record.label);
  if (!record.definition.empty()) text_child(node, "Description", record.definition);
  if (is_colour(record.colour)) put(node, "color", record.colour);
  if (!record.colour.empty() && !is_colour(record.colour)) lose("colours that are none");
  // A coding with a code that is said not to be for coding is dropped elsewhere.
  if (is_coded_.count(concept_) != 0) put(node, "isCodable", "true");
  apply(node, part, {});
  if (!node.attribute("name")) put(node, "name", record.label);
  if (profile_ == Profile::usual && part != nullptr &&
      part->content.find(" name=\"") != std::string::npos)
    lose("names that several codes share (they go with the name above put before)");
  if (!node.attribute("isCodable")) put(node, "isCodable", "true");
  if (!record.note.empty()) lose("notes on concepts");
  if (!record.aliases.empty())
    lose("other names of concepts", static_cast<std::int64_t>(record.aliases.size()));
  for (const std::size_t below : below_[concept_]) code(node, below);
  put_in_order(node, {"Description", "NoteRef", "Code"});
}

std::string ProjectBuilder::variable_guid(const std::string& name) {
  const auto found = variable_guids_.find(name);
  return found == variable_guids_.end() ? std::string() : found->second;
}

void ProjectBuilder::variables(Out project) {
  Out all = section(project, "Variables");
  kept(all, "Variable");
  for (const Out there : all.children())
    variable_guids_[base::collapse_blanks(there.attribute("name").value())] =
        there.attribute("guid").value();
  for (std::size_t i = 0; i < batch_.documents.size(); ++i) {
    for (const model::Field& field : batch_.documents[i].fields) {
      if (variable_guids_.count(field.name) != 0) continue;
      Out node = all.append_child("Variable");
      const std::string guid = names_.further(ThingKind::review, 0, "variable " + field.name);
      variable_guids_[field.name] = guid;
      put(node, "guid", guid);
      put(node, "name", field.name);
      put(node, "typeOfVariable", "Text");
    }
  }
  drop_if_empty(all);
}

void ProjectBuilder::cases(Out project) {
  Out all = section(project, "Cases");
  kept(all, "Case");
  for (std::size_t i = 0; i < batch_.documents.size(); ++i) {
    bool is_first = true;
    for (const model::ForeignPart* part : names_.parts(ThingKind::document, i)) {
      if (part->kind != "Case") continue;
      Out node = all.append_child("Case");
      put(node, "guid", part->id);
      apply(node, part, {});
      if (is_first) values(node, i);
      is_first = false;
      put(node.append_child("SourceRef"), "targetGUID", names_.guid(ThingKind::document, i));
      put_in_order(node, {"Description", "CodeRef", "VariableValue", "SourceRef", "SelectionRef"});
    }
  }
  for (std::size_t i = 0; i < batch_.configurations.size(); ++i) case_of_configuration(all, i);
  drop_if_empty(all);
}

/// A case can hold what a set cannot: the selections that are its evidence.
void ProjectBuilder::case_of_configuration(Out all, std::size_t configuration) {
  const model::Configuration& record = batch_.configurations[configuration];
  Out node = all.append_child("Case");
  put(node, "guid", names_.guid(ThingKind::configuration, configuration));
  put(node, "name", record.label);
  text_child(node, "Description", told(configuration));
  std::set<std::size_t> seen;
  for (const model::Element& element : record.elements) {
    if (element.concept_.is_set() && seen.insert(element.concept_.index()).second)
      put(node.append_child("CodeRef"), "targetGUID",
          names_.guid(ThingKind::concept_, element.concept_.index()));
  }
  std::set<std::size_t> extracts;
  for (const std::size_t i : evidence_of_[configuration]) {
    const std::size_t extract = batch_.evidence[i].extract.index();
    if (marked_.count(extract) != 0) extracts.insert(extract);
  }
  for (const std::size_t extract : extracts)
    put(node.append_child("SelectionRef"), "targetGUID", names_.guid(ThingKind::extract, extract));
  apply(node, names_.part(ThingKind::configuration, configuration, "Case"), {});
  put_in_order(node, {"Description", "CodeRef", "VariableValue", "SourceRef", "SelectionRef"});
}

ToldElement ProjectBuilder::told(const model::Element& element) const {
  ToldElement out;
  out.role = element.role;
  out.part = element.part;
  if (element.concept_.is_set()) out.concept_ = batch_.concepts[element.concept_.index()].label;
  out.wording = element.wording;
  out.opposite = element.opposite;
  out.direction = element.direction;
  out.is_unintended = element.is_unintended;
  out.when_not_fired = element.when_not_fired;
  return out;
}

ToldExtract ProjectBuilder::told(model::Ref<model::Extract> ref) const {
  const model::Extract& extract = batch_.extracts[ref.index()];
  ToldExtract out;
  out.document = batch_.documents[extract.document.index()].key;
  out.quote = extract.quote;
  out.page = extract.page;
  out.is_paraphrase = extract.is_paraphrase;
  // Where the text has other words, these do not find their place.
  if (extract.span && extract.anchor && extract.anchor->how == model::AnchorHow::near)
    out.at = extract.span->begin;
  for (const std::size_t other : extracts_of_[extract.document.index()]) {
    const bool is_twin = other != ref.index() && batch_.extracts[other].quote == extract.quote;
    if (is_twin && extract.span) out.at = extract.span->begin;
  }
  return out;
}

ToldEvidence ProjectBuilder::told(const model::Evidence& evidence) const {
  ToldEvidence out;
  out.stance = evidence.stance;
  out.inference = evidence.inference;
  out.extract = told(evidence.extract);
  if (evidence.element) out.element = *evidence.element + 1;
  if (evidence.coder.is_set()) out.coder = batch_.coders[evidence.coder.index()].label;
  out.note = evidence.note;
  return out;
}

ToldLink ProjectBuilder::told(const model::Link& link) const {
  ToldLink out;
  out.kind = link.kind;
  out.to = batch_.configurations[link.to.index()].label;
  if (link.coder.is_set()) out.coder = batch_.coders[link.coder.index()].label;
  out.note = link.note;
  for (const model::LinkEvidence& each : link.evidence)
    out.evidence.emplace_back(each.stance, told(each.extract));
  return out;
}

std::optional<ToldSubject> ProjectBuilder::told_subject(const model::Memo& memo) const {
  if (profile_ != Profile::usual) return std::nullopt;
  if (memo.about == ThingKind::concept_)
    return ToldSubject{memo.about, batch_.concepts[memo.about_ref].label};
  if (memo.about == ThingKind::document)
    return ToldSubject{memo.about, batch_.documents[memo.about_ref].key};
  if (memo.about == ThingKind::configuration)
    return ToldSubject{memo.about, batch_.configurations[memo.about_ref].label};
  return std::nullopt;
}

/// The configuration in lines that a person can read in any program, and our import too.
std::string ProjectBuilder::told(std::size_t configuration) const {
  const model::Configuration& record = batch_.configurations[configuration];
  ToldClaim claim;
  claim.label = record.label;
  claim.title = record.title;
  if (record.theme.is_set()) claim.theme = batch_.themes[record.theme.index()].label;
  claim.level = record.level;
  claim.status = record.status;
  claim.statement = record.statement;
  claim.note = record.note;
  for (const model::Element& element : record.elements) claim.elements.push_back(told(element));
  for (const std::size_t i : evidence_of_[configuration])
    claim.evidence.push_back(told(batch_.evidence[i]));
  for (const std::size_t i : links_of_[configuration]) claim.links.push_back(told(batch_.links[i]));
  return in_words(claim);
}

/// The GUID of a set or note of the configuration.
std::string ProjectBuilder::guid_beside(std::size_t configuration, const char* kind) const {
  const model::ForeignPart* part = names_.part(ThingKind::configuration, configuration, kind);
  return part != nullptr && !part->id.empty()
             ? part->id
             : names_.further(ThingKind::configuration, configuration, base::fold(kind));
}

void ProjectBuilder::notes(Out project) {
  Out all = section(project, "Notes");
  kept(all, "Note");
  for (const Out note : all.children()) note_names_.insert(note.attribute("name").value());
  std::set<std::string> written;
  for (std::size_t i = 0; i < batch_.memos.size(); ++i) {
    const std::string& guid = names_.guid(ThingKind::memo, i);
    // A note about several things came in as a memo on each.
    if (!written.insert(guid).second) continue;
    const model::Memo& memo = batch_.memos[i];
    const model::ForeignPart* part = names_.part(ThingKind::memo, i, "Note");
    pugi::xml_document rest;
    if (part != nullptr) rest.load_string(part->content.c_str());
    std::string name = rest.document_element().attribute("name").value();
    std::string text = memo.text;
    if (!name.empty() && text.starts_with(name + "\n\n")) text.erase(0, name.size() + 2);
    if (text == name) text.clear();
    if (name.empty()) name = first_line(text);
    if (name.empty()) name = "note";
    if (const auto subject = told_subject(memo)) text += "\n\n" + in_words(*subject);
    note(all, guid, name, text, user(memo.coder), moment(memo.date, time_of(memo.origin)), part);
  }
  for (std::size_t i = 0; i < batch_.configurations.size(); ++i) {
    const model::Configuration& record = batch_.configurations[i];
    note(all, guid_beside(i, "Note"), record.label, told(i), user_of(record.origin),
         time_of(record.origin), names_.part(ThingKind::configuration, i, "Note"));
  }
  if (const std::string told = told_roles(project.child("Sets")); !told.empty())
    note(all, names_.further(ThingKind::review, 0, "roles"), "roles of codings", told, "",
         time_of(batch_.changes.empty() ? model::Ref<model::Change>()
                                        : model::Ref<model::Change>(std::size_t{0})),
         nullptr);
  drop_if_empty(all);
}

void ProjectBuilder::note(Out all, const std::string& guid, const std::string& name,
                          const std::string& text, const std::string& user_guid,
                          const std::string& date, const model::ForeignPart* part) {
  Out node = all.append_child("Note");
  put(node, "guid", guid);
  put(node, "name", name_of_its_own(name));
  if (!user_guid.empty()) put(node, "creatingUser", user_guid);
  put(node, "creationDateTime", date);
  text_file(node, guid, text);
  apply(node, part, {"richTextPath"});
  put_in_order(node, {"Description", "PlainTextContent", "PlainTextSelection", "Coding", "NoteRef",
                      "VariableValue"});
}

/// QualCoder stops at a second note of one name.
std::string ProjectBuilder::name_of_its_own(const std::string& name) {
  std::string own = name;
  for (int number = 2; !note_names_.insert(own).second; ++number) own = numbered(name, number);
  return own;
}

void ProjectBuilder::links(Out project) {
  Out all = section(project, "Links");
  kept(all, "Link");
  const auto add = [&](const std::string& guid, const std::string& name, const std::string& from,
                       const std::string& to) {
    Out node = all.append_child("Link");
    put(node, "guid", guid);
    put(node, "name", name);
    put(node, "direction", "OneWay");
    put(node, "originGUID", from);
    put(node, "targetGUID", to);
  };
  for (std::size_t i = 0; i < batch_.memos.size(); ++i) {
    const model::Memo& memo = batch_.memos[i];
    const std::string& guid = names_.guid(ThingKind::memo, i);
    if (memo.about == ThingKind::review || linked_notes_.count(guid) != 0) continue;
    const bool can_be_named = memo.about == ThingKind::concept_ ||
                              memo.about == ThingKind::document ||
                              memo.about == ThingKind::extract || memo.about == ThingKind::coding ||
                              memo.about == ThingKind::configuration;
    if (can_be_named)
      add(names_.further(ThingKind::memo, i, "link"), "memo", guid,
          names_.guid(memo.about, memo.about_ref));
    else
      lose("what a memo is about (its text goes)");
  }
  for (std::size_t i = 0; i < batch_.links.size(); ++i) {
    const model::Link& link = batch_.links[i];
    add(names_.guid(ThingKind::link, i), std::string(to_word(link.kind)),
        names_.guid(ThingKind::configuration, link.from.index()),
        names_.guid(ThingKind::configuration, link.to.index()));
    apply(all.last_child(), names_.part(ThingKind::link, i, "Link"), {});
  }
  drop_if_empty(all);
}

void ProjectBuilder::sets(Out project) {
  Out all = section(project, "Sets");
  kept(all, "Set");
  role_sets(all);
  for (std::size_t i = 0; i < batch_.configurations.size(); ++i) set_of_configuration(all, i);
  drop_if_empty(all);
}

void ProjectBuilder::set_of_configuration(Out all, std::size_t configuration) {
  const model::Configuration& record = batch_.configurations[configuration];
  Out node = all.append_child("Set");
  put(node, "guid", guid_beside(configuration, "Set"));
  put(node, "name", record.label);
  if (!record.title.empty()) text_child(node, "Description", record.title);
  std::set<std::size_t> seen;
  for (const model::Element& element : record.elements) {
    if (element.concept_.is_set() && seen.insert(element.concept_.index()).second)
      put(node.append_child("MemberCode"), "targetGUID",
          names_.guid(ThingKind::concept_, element.concept_.index()));
  }
  std::set<std::size_t> documents;
  for (const std::size_t i : evidence_of_[configuration])
    documents.insert(batch_.extracts[batch_.evidence[i].extract.index()].document.index());
  for (const std::size_t document : documents)
    put(node.append_child("MemberSource"), "targetGUID",
        names_.guid(ThingKind::document, document));
  put(node.append_child("MemberNote"), "targetGUID", guid_beside(configuration, "Note"));
  apply(node, names_.part(ThingKind::configuration, configuration, "Set"), {});
}

void ProjectBuilder::tell_other_losses() {
  for (const auto& [what, count] : batch_.others) lose(what, count);
  if (!batch_.configurations.empty())
    lose("configurations as such (they go in the words of notes, beside sets and cases)",
         static_cast<std::int64_t>(batch_.configurations.size()));
  for (const model::Theme& theme : batch_.themes) {
    if (theme.parent.is_set() || !theme.note.empty())
      lose("notes of themes, and which themes stand below others");
  }
  const model::Review& review = batch_.review;
  if (!review.questions.empty())
    lose("questions of the review", static_cast<std::int64_t>(review.questions.size()));
  if (!review.scheme.empty() || !review.headings.empty() || !review.levels.empty() ||
      !review.ratings.empty())
    lose("scheme, headings and scales of the review");
}

std::vector<std::string> ProjectBuilder::losses() const {
  std::vector<std::string> lines;
  for (const auto& [what, count] : losses_) lines.push_back(what + ": " + base::grouped(count));
  return lines;
}

}  // namespace retroduce::interchange::refi
