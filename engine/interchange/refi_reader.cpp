#include "interchange/refi_reader.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "base/hash.h"
#include "base/text.h"
#include "interchange/refi_writer.h"

namespace retroduce::interchange::refi {

using model::ThingKind;

namespace {

/// Kinds that others refer to by their GUID, so that two of one GUID could both be meant.
bool is_referred_to(std::string_view name) {
  constexpr std::string_view names[] = {"User", "Variable", "Case", "Set", "Note"};
  return std::find(std::begin(names), std::end(names), name) != std::end(names) ||
         (name.ends_with("Source") && name != "MemberSource");
}

/// Whether a note is called by its first words, which a "…" may cut.
bool is_start_of(std::string_view name, const std::string& text) {
  constexpr std::string_view cut = "…";
  if (text.starts_with(name)) return true;
  if (!name.ends_with(cut)) return false;
  name.remove_suffix(cut.size());
  return base::collapse_blanks(text.substr(0, text.find('\n'))).starts_with(name);
}

/// QualCoder gives sources of others to a user "default", who coded nothing and is nobody.
bool is_nobody(Node user, Node project) {
  const std::string guid = guid_at(user);
  if (attribute(user, "name") != "default" || guid.empty()) return false;
  bool did_nothing = true;
  for_each_in(project, [&](Node at) {
    const std::string_view kind = local_name(at);
    if ((kind == "Coding" || kind == "Note" || kind.ends_with("Selection")) &&
        guid_at(at, "creatingUser") == guid)
      did_nothing = false;
  });
  return did_nothing;
}

constexpr std::size_t most_kept = std::size_t{16} << 20;  // bytes of one element

}  // namespace

ProjectReader::ProjectReader(Xml& xml, Archive& archive, const ReadOptions& options,
                             model::BatchSink& sink, base::Progress& progress)
    : xml_(xml),
      archive_(archive),
      options_(options),
      sink_(sink),
      progress_(progress),
      codes_(xml),
      project_(xml.root()),
      origin_(attribute(project_, "origin")) {}

void ProjectReader::read() {
  check_guids(project_);
  codes_.read(child(child(project_, "CodeBook"), "Codes"), origin_, uncoded_cases());
  codes_.find_roles(child(project_, "Sets"), options_.roles);
  if (xml_.refused()) return;
  read_project();
  read_users();
  collect_claims();
  const bool is_ours = !claims_.empty() || !told_roles_.empty();
  codes_.send(sink_, is_ours && origin_.starts_with("QualCoder"));
  for (std::size_t i = 0; i < codes_.size(); ++i) {
    things_[codes_.all()[i].guid] = {ThingKind::concept_, static_cast<std::uint32_t>(i)};
  }
  read_cases();
  prepare_sources();
  judge_positions();
  if (xml_.refused()) return;
  std::int64_t done = 0;
  for (SourceText& source : sources_) {
    progress_.step("reading sources", done++, static_cast<std::int64_t>(sources_.size()));
    send_source(source);
    source = {};
  }
  send_claims();
  read_notes();
  keep_rest();
  keep_unread();
  codes_.tell_roles();
}

/// Cases that no coding names, by their GUIDs.
std::set<std::string> ProjectReader::uncoded_cases() const {
  std::set<std::string> cases;
  for (const Node node : children(child(project_, "Cases"), "Case")) {
    if (std::string guid = guid_at(node); !guid.empty()) cases.insert(std::move(guid));
  }
  if (cases.empty()) return cases;
  for (const std::string& coded : coded_guids(project_)) cases.erase(coded);
  return cases;
}

void ProjectReader::check_guids(Node node) {
  std::unordered_set<std::string> seen;
  for_each_in(node, [&](Node at) {
    const std::string_view name = local_name(at);
    const bool is_selection = name.ends_with("Selection");
    const std::string guid = is_selection || is_referred_to(name) ? guid_at(at) : "";
    if (!guid.empty() && !seen.insert(guid).second) {
      const std::string what =
          "<" + std::string(name) + "> has the GUID " + guid + ", which another element has too";
      // ATLAS.ti cuts one quotation at the page into two selections of one GUID.
      if (is_selection)
        xml_.tell(base::Severity::repair, "guid-shared",
                  what + "; an export gives it one of its own", at);
      else
        xml_.refuse("guid-twice", what + ", so what names it could mean either", at);
    }
  });
}

void ProjectReader::part(std::string_view kind, std::string guid, Thing about,
                         std::string content) {
  if (guid.empty() && content.empty()) return;
  sink_.add(model::ForeignPart{std::string(system_name),
                               std::string(kind),
                               std::move(guid),
                               about.kind,
                               about.ref,
                               std::move(content),
                               {},
                               0});
}

void ProjectReader::read_project() {
  model::Review review;
  review.title = attribute(project_, "name");
  review.about = text_of(child(project_, "Description"));
  if (!review.title.empty() || !review.about.empty()) sink_.add(review);
  part("Project", {}, {},
       Xml::rest_of(project_, {"name"},
                    {"Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Links", "Sets",
                     "Graphs", "Description"}));
}

void ProjectReader::read_users() {
  std::map<std::string, int> taken;
  for (const Node node : children(child(project_, "Users"), "User")) {
    const std::string guid = guid_at(node);
    if (origin_.starts_with("QualCoder") && is_nobody(node, project_)) {
      keep(node);
      continue;
    }
    model::Coder user;
    user.label = base::collapse_blanks(attribute(node, "name"));
    if (user.label.empty()) user.label = base::collapse_blanks(attribute(node, "id"));
    if (user.label.empty()) user.label = guid;
    if (user.label.empty()) continue;
    if (const int before = taken[user.label]++; before > 0)
      user.label = numbered(user.label, before + 1);
    user.line = line(node);
    sink_.add(user);
    coder_refs_[user.label] = coders_;
    const Thing thing{ThingKind::coder, coders_++};
    things_[guid] = thing;
    part("User", guid, thing,
         Xml::rest_of(node, {user.label == attribute(node, "name") ? "name" : ""}, {}));
  }
}

model::Ref<model::Coder> ProjectReader::coder(std::string_view guid, Node where) {
  if (base::trim(guid).empty()) return {};
  const auto found = things_.find(guid_of(guid));
  if (found != things_.end() && found->second.kind == ThingKind::coder)
    return model::Ref<model::Coder>(found->second.ref);
  model::Coder user;
  user.label = "user " + guid_of(guid).substr(0, 8);
  xml_.lose("unknown-user",
            "a user is named who is not among the users; what that one did stands under \"" +
                user.label + "\"",
            where);
  user.line = line(where);
  sink_.add(user);
  coder_refs_[user.label] = coders_;
  const Thing thing{ThingKind::coder, coders_++};
  things_[guid_of(guid)] = thing;
  part("User", guid_of(guid), thing, {});
  return model::Ref<model::Coder>(thing.ref);
}

std::string ProjectReader::variable_name(const std::string& guid) const {
  const auto found = variables_.find(guid);
  return found == variables_.end() ? std::string() : found->second;
}

/// Values that an element gives to variables; nothing for a variable without a value.
std::vector<model::Field> ProjectReader::fields_of(Node node) {
  std::vector<model::Field> fields;
  for (const Node value : children(node, "VariableValue")) {
    std::string name = variable_name(guid_at(child(value, "VariableRef"), "targetGUID"));
    if (name.empty()) {
      xml_.lose("unknown-variable", "a value belongs to a variable that is not there", value);
      continue;
    }
    // QualCoder makes a set of ours a variable of its members; the configuration says more.
    if (claim_called(name) != nullptr) continue;
    for (const Node said : children(value)) {
      if (local_name(said) != "VariableRef") fields.push_back({name, text_of(said)});
    }
  }
  return fields;
}

/// A case of one source and nothing else is how tools write what is known of a document.
void ProjectReader::read_cases() {
  for (const Node variable : children(child(project_, "Variables"), "Variable")) {
    const std::string& name = variables_[guid_at(variable)] =
        base::collapse_blanks(attribute(variable, "name"));
    if (claim_called(name) != nullptr) continue;
    keep(variable);
  }
  kept_.erase("Variable");
  for (const Node node : children(child(project_, "Cases"), "Case")) {
    const auto sources = children(node, "SourceRef");
    const bool is_of_document = sources.size() == 1 && !child(node, "SelectionRef");
    if (is_of_document) {
      cases_[guid_at(sources.front(), "targetGUID")].push_back(node);
    } else if (claimed_.count(node.hash_value()) == 0) {
      keep(node);
    }
  }
}

/// Every element that points to a note, and every link from a note, is what the note is about.
void ProjectReader::collect_subjects(Node node) {
  std::vector<Node> open = {node};
  while (!open.empty()) {
    const Node at = open.back();
    open.pop_back();
    for (const Node part : children(at)) {
      if (local_name(part) != "NoteRef") {
        open.push_back(part);
        continue;
      }
      const auto found = things_.find(guid_at(at));
      if (found != things_.end()) subjects_[guid_at(part, "targetGUID")].push_back(found->second);
    }
  }
  for (const Node link : children(child(project_, "Links"), "Link")) {
    const std::pair<const char*, const char*> both_ways[] = {{"originGUID", "targetGUID"},
                                                             {"targetGUID", "originGUID"}};
    for (const auto& [from, to] : both_ways) {
      const auto found = things_.find(guid_at(link, to));
      if (found != things_.end()) subjects_[guid_at(link, from)].push_back(found->second);
    }
  }
}

std::vector<Thing> ProjectReader::subjects_of(const std::string& guid) const {
  const auto found = subjects_.find(guid);
  if (found == subjects_.end()) return {Thing{}};
  std::vector<Thing> out;
  for (const Thing& thing : found->second) {
    const bool again = std::any_of(out.begin(), out.end(), [&](const Thing& other) {
      return other.kind == thing.kind && other.ref == thing.ref;
    });
    if (!again) out.push_back(thing);
  }
  return out;
}

std::optional<Thing> ProjectReader::thing_called(const ToldSubject& subject) {
  const auto thing = [&](std::size_t ref) {
    return Thing{subject.kind, static_cast<std::uint32_t>(ref)};
  };
  if (subject.kind == ThingKind::configuration) {
    const Claim* claim = claim_called(subject.name);
    if (claim != nullptr) return thing(static_cast<std::size_t>(claim - claims_.data()));
  } else if (subject.kind == ThingKind::concept_) {
    const auto code = codes_called_.find(base::fold(subject.name));
    if (code != codes_called_.end()) return thing(codes_.ref(*code->second).value);
  } else if (subject.kind == ThingKind::document) {
    const auto document = document_refs_.find(subject.name);
    if (document != document_refs_.end()) return thing(document->second);
  }
  return std::nullopt;
}

void ProjectReader::read_notes() {
  collect_subjects(project_);
  for (const Node note : children(child(project_, "Notes"), "Note")) {
    if (claimed_.count(note.hash_value()) == 0) read_note(note);
  }
}

/// The extracts that a note marks in a text itself.
std::vector<Thing> ProjectReader::marked_by(Node note) const {
  std::vector<Thing> marked;
  for (const Node selection : children(note, "PlainTextSelection")) {
    const auto found = things_.find(guid_at(selection));
    if (found != things_.end()) marked.push_back(found->second);
  }
  return marked;
}

void ProjectReader::read_note(Node note) {
  Text text;
  const bool has_text = load_text(note, text);
  const std::string name = attribute(note, "name");
  model::Memo memo;
  memo.text = text.text;
  const auto told = take_subject(memo.text);
  if (!name.empty() && !is_start_of(name, memo.text) &&
      !is_start_of(without_number(name), memo.text))
    memo.text = name + (memo.text.empty() ? "" : "\n\n" + memo.text);
  memo.date = attribute(note, "creationDateTime");
  memo.coder = coder(attribute(note, "creatingUser"), note);
  memo.line = line(note);
  const std::vector<Thing> marked = marked_by(note);
  if (child(note, "Coding"))
    xml_.lose("note-coded", "a note is coded itself; its codings are kept and shown nowhere", note);
  if (marked.empty() && child(note, "PlainTextSelection"))
    xml_.lose("note-place",
              "a note marks a place in a text, and the file does not say in which; the place is "
              "kept and shown nowhere",
              note);
  if (memo.text.empty() && child(note, "PlainTextSelection")) {
    if (marked.empty()) keep(note);
    return;
  }
  const std::string guid = guid_at(note);
  std::string rest = Xml::rest_of(note,
                                  {"creationDateTime", memo.coder.is_set() ? "creatingUser" : "",
                                   has_text ? "plainTextPath" : ""},
                                  {"PlainTextContent", marked.empty() ? "" : "PlainTextSelection"});
  std::vector<Thing> subjects = marked.empty() ? subjects_of(guid) : marked;
  const auto thing = told ? thing_called(*told) : std::nullopt;
  if (thing && subjects_.count(guid) == 0) subjects = {*thing};
  for (const Thing& subject : subjects) {
    memo.about = subject.kind;
    memo.about_ref = subject.ref;
    sink_.add(memo);
    part("Note", guid, {ThingKind::memo, memos_++}, rest);
    rest.clear();
  }
}

void ProjectReader::keep(Node node) {
  std::string bytes = Xml::plain(node);
  const std::string name(local_name(node));
  if (bytes.size() > most_kept) {
    xml_.lose("too-large", "<" + name + "> is too large to be kept", node);
    return;
  }
  ++kept_[name];
  part(name, guid_at(node), {}, std::move(bytes));
}

/// What there is no place for, element by element, as it stands.
void ProjectReader::keep_rest() {
  for (const char* section : {"Links", "Sets", "Graphs"}) {
    for (const Node node : children(child(project_, section))) {
      const bool is_of_ours = attribute(node, "name") == wordings_set;
      if (!is_of_ours && !take_set(node) && !take_link(node)) keep(node);
    }
  }
  tell_nameless();
  for (const Node twin : codes_.twins()) keep(twin);
  if (const std::size_t twins = codes_.twins().size(); twins > 0) {
    kept_.erase("Code");
    xml_.note(
        "case-twins",
        base::count_of(static_cast<std::int64_t>(twins), "code is a case", "codes are cases") +
            " of the project at once, as NVivo writes them, and nothing is coded with " +
            (twins == 1 ? "it" : "them") + ": no concept was made, and an export gives " +
            (twins == 1 ? "it" : "them") + " back");
  }
  for (const auto& [name, count] : kept_)
    xml_.note("kept", base::count_of(static_cast<std::int64_t>(count), "element", "elements") +
                          " <" + name +
                          "> kept as in the file, to be given back by an export; no question "
                          "sees them");
}

void ProjectReader::tell_nameless() {
  if (nameless_codings_ > 0)
    xml_.note("nameless-codings",
              base::count_of(nameless_codings_, "coding says", "codings say") +
                  " of no user who made it, nor does the selection; the coder is who imports" +
                  (options_.coder.empty() ? "" : ", " + options_.coder));
  std::int64_t count = 0;
  std::vector<std::string> whose;
  for (const auto& [label, ref] : coder_refs_) {
    const auto found = codings_of_selections_.find(ref);
    if (found == codings_of_selections_.end()) continue;
    count += found->second;
    whose.push_back(label + " (" + base::grouped(found->second) + ")");
  }
  if (count > 0)
    xml_.note("codings-of-selections",
              base::count_of(count, "coding says", "codings say") +
                  " of no user who made it; who made the selection is taken for the coder: " +
                  base::join(whose, ", "));
}

void ProjectReader::keep_unread() {
  std::int64_t repeated = 0;  // QualCoder writes each text a second time
  for (const std::string& name : archive_.unread()) {
    const std::string leaf = file_name(name);
    if (leaf.starts_with(".")) continue;
    if (leaf.starts_with(copy_start)) {
      if (leaf.ends_with(".xml"))
        xml_.note(
            "changed-since",
            "another program has changed this project since Retroduce wrote it, so it is read "
            "as that program left it");
      continue;
    }
    model::Attachment file;
    file.name = file_name(name);
    file.media_type = media_type(file.name);
    if (const auto problem = archive_.read(name, file.bytes)) {
      xml_.lose("archive-" + problem->code, problem->message);
      continue;
    }
    if (leaf.ends_with(".txt") && texts_.count(base::sha256(decoded_text(file.bytes).text)) != 0) {
      ++repeated;
      continue;
    }
    sink_.add(file);
    part("file", name, {ThingKind::attachment, attachments_++}, {});
    xml_.note("file-unreferenced",
              "no source names the file " + name + "; it is kept as an attachment of the review");
  }
  if (repeated > 0)
    xml_.note("file-repeats",
              base::count_of(repeated, "file that no source names repeats the text of one and was",
                             "files that no source names repeat the text of one and were") +
                  " not taken in");
}

}  // namespace retroduce::interchange::refi
