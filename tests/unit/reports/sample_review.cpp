#include "sample_review.h"

#include "printed_page.h"
#include "reports/cells.h"

namespace retroduce::tests {

using namespace model;

namespace {

Element element(Role role, std::uint32_t concept_, std::string wording = {}) {
  Element made;
  made.role = role;
  made.concept_ = Ref<Concept>(concept_);
  made.wording = std::move(wording);
  return made;
}

Element mechanism(MechanismPart part, std::uint32_t concept_, std::string wording = {}) {
  Element made = element(Role::mechanism, concept_, std::move(wording));
  made.part = part;
  return made;
}

Element outcome(Direction direction, std::uint32_t concept_, std::string wording = {}) {
  Element made = element(Role::outcome, concept_, std::move(wording));
  made.direction = direction;
  return made;
}

void add_documents(MemoryReview& review) {
  Document many;
  many.key = "okafor2019";
  many.type = "article";
  many.authors = {"Okafor N", "Lind A", "Moreau JP", "Sato K", "Brandt E", "Ilves T", "Quist R"};
  many.year = 2019;
  many.title = "Who stays with the group? Belonging after referral";
  many.container = "Journal of Invented Health Research";
  many.volume = "12";
  many.issue = "3";
  many.pages = "201-214";
  many.doi = "https://doi.org/10.0000/invented.2019.201";
  many.fields = {{"country", "England"},
                 {"design", "interviews (n = 24)"},
                 {"setting", "four general practices"},
                 {"population", "adults referred for loneliness"},
                 {"intervention", "link worker"},
                 {"aim", "to see who stays"}};
  review.add(many);
  Document two;
  two.key = "heath2021";
  two.type = "article";
  two.authors = {"Heath B", "van der Meer CD"};
  two.year = 2021;
  two.title = "General practice use after referral: a null result";
  two.container = "Invented Trials";
  two.volume = "8";
  two.pages = "e77";
  two.doi = "10.0000/invented.2021.77";
  two.fields = {{"country", "Wales"}, {"design", "trial"}};
  review.add(two);
  Document body;
  body.key = "council2020";
  body.type = "report";
  body.authors = {"Invented Borough Council"};
  body.title = "Link workers: the first <two> years & what they cost";
  body.url = "https://example.org/report?id=1&part=2";
  review.add(body);
  Document meeting;
  meeting.key = "panel1";
  meeting.title = "Patient panel, first meeting";
  meeting.year = 2022;
  meeting.is_consultation = true;
  review.add(meeting);
  Document unused;
  unused.key = "unused2018";
  unused.authors = {"\u00c5berg \u00d6"};
  unused.year = 2018;
  unused.title = "A paper that nothing was taken from";
  unused.container = "Invented Letters";
  review.add(unused);
}

void add_extract(MemoryReview& review, std::uint32_t document, std::string page, std::string quote,
                 bool is_paraphrase = false) {
  Extract extract;
  extract.document = Ref<Document>(document);
  extract.page = std::move(page);
  extract.quote = std::move(quote);
  extract.is_paraphrase = is_paraphrase;
  if (document == 3) extract.translation = "It feels like home";
  review.add(extract);
}

void add_evidence(MemoryReview& review, std::uint32_t configuration, std::uint32_t extract,
                  Stance stance, std::optional<std::uint32_t> place = {}) {
  Evidence evidence;
  evidence.configuration = Ref<Configuration>(configuration);
  evidence.extract = Ref<Extract>(extract);
  evidence.stance = stance;
  evidence.element = place;
  if (place) evidence.inference = Inference::inferred;
  review.add(evidence);
}

enum Concepts : std::uint32_t {
  lonely,
  time_to_talk,
  group,
  belonging,
  less_lonely,
  gp_visits,
  trust,
  referral,
  stigma,
  dependency
};

void add_concepts(MemoryReview& review) {
  for (const char* label :
       {"loneliness", "time to talk", "a local group", "belonging", "less lonely", "GP visits",
        "trust in the link worker", "rushed referral", "stigma", "dependency"}) {
    Concept made;
    made.label = label;
    review.add(made);
  }
}

Configuration configuration(const char* label, std::vector<Element> elements) {
  Configuration made;
  made.label = label;
  made.elements = std::move(elements);
  return made;
}

void add_whole_ones(MemoryReview& review) {
  Element fewer = outcome(Direction::fall, gp_visits);
  fewer.opposite = true;
  Element relying = outcome(Direction::rise, dependency, "leaning on the group");
  relying.is_unintended = true;
  Configuration first = configuration(
      "CMOC 2", {element(Role::context, lonely), element(Role::context, time_to_talk),
                 mechanism(MechanismPart::resource, group),
                 mechanism(MechanismPart::reasoning, belonging, "feels at home there"),
                 outcome(Direction::rise, less_lonely), fewer, relying});
  first.theme = Ref<Theme>(std::uint32_t{1});
  first.level = "micro";
  first.title = "Belonging";
  review.add(first);
  Element no_uptake = outcome(Direction::unstated, less_lonely);
  no_uptake.opposite = true;
  no_uptake.when_not_fired = true;
  Configuration second = configuration(
      "CMOC 10",
      {element(Role::context, time_to_talk), mechanism(MechanismPart::unsplit, trust),
       outcome(Direction::rise, less_lonely, "goes along, and is = less | lonely"), no_uptake});
  second.theme = Ref<Theme>(std::uint32_t{0});
  second.level = "meso";
  second.status = Status::supported;
  review.add(second);
}

void add_partial_ones(MemoryReview& review) {
  Configuration refuted = configuration(
      "CMOC 3", {element(Role::context, referral), outcome(Direction::mixed, gp_visits)});
  refuted.theme = Ref<Theme>(std::uint32_t{2});
  refuted.status = Status::refuted;
  refuted.statement =
      "=HYPERLINK looks like a formula: when rushed (C), visits vary (O), we know not why.";
  review.add(refuted);
  review.add(configuration("CMOC 4", {mechanism(MechanismPart::reasoning, stigma)}));
}

void add_theories(MemoryReview& review) {
  review.add(Theory{"Link working", TheoryKind::programme, "", {}, "", {}, 0});
  review.add(Theory{"Social identity",
                    TheoryKind::substantive,
                    "Invented 1999",
                    Ref<Document>(std::uint32_t{0}),
                    "to explain who stays",
                    {},
                    0});
  review.add(Construct{Ref<Theory>(std::uint32_t{1}),
                       "identification",
                       "seeing oneself in a group",
                       {Ref<Configuration>(std::uint32_t{0})},
                       {},
                       0});
  review.add(TheoryVersion{Ref<Theory>(std::uint32_t{0}), "initial", "2020-01-01", "", {}, 0});
  review.add(TheoryVersion{Ref<Theory>(std::uint32_t{0}), "refined", "", "", {}, 0});
  const auto statement = [&](std::uint32_t version, const char* label, const char* text) {
    Statement made;
    made.version = Ref<TheoryVersion>(version);
    made.label = label;
    made.text = text;
    return made;
  };
  Statement first = statement(0, "1", "Groups make people less lonely");
  first.lineage = {{{}, Lineage::created}};
  review.add(first);
  review.add(statement(0, "2", "Leaflets help"));
  Statement second = statement(1, "1", "Groups in which people feel at home make them less lonely");
  second.lineage = {{Ref<Statement>(std::uint32_t{0}), Lineage::reworded}};
  second.reason = "those who did not feel at home left";
  second.moved_by = {Ref<Extract>(std::uint32_t{1})};
  second.configurations = {Ref<Configuration>(std::uint32_t{0}),
                           Ref<Configuration>(std::uint32_t{1})};
  review.add(second);
  Link rival;
  rival.from = Ref<Configuration>(std::uint32_t{0});
  rival.to = Ref<Configuration>(std::uint32_t{2});
  rival.kind = LinkKind::rival_of;
  rival.evidence = {{Ref<Extract>(std::uint32_t{3}), Stance::contradicts}};
  review.add(rival);
}

void add_entry(MemoryReview& review, EntryList list, std::vector<Field> fields,
               std::optional<std::uint32_t> configuration = {}) {
  Entry entry;
  entry.list = list;
  entry.fields = std::move(fields);
  if (configuration) entry.configuration = Ref<Configuration>(*configuration);
  review.add(entry);
}

void add_lists(MemoryReview& review) {
  add_entry(review, EntryList::criteria,
            {{"criterion", "Population"}, {"include", "adults > 18 & carers"}, {"code", "E1"}});
  add_entry(review, EntryList::appraisal_levels,
            {{"level", "high"}, {"appraised", "rigour"}, {"description", "methods told in full"}});
  add_entry(review, EntryList::steps,
            {{"step", "Search"}, {"what was done", "=SUM(five) databases"}, {"by whom", "AB"}});
  add_entry(review, EntryList::rameses, {{"item", "8"}, {"reported on", "p. 4"}});
  add_entry(review, EntryList::cerqual,
            {{"coherence", "minor concerns"}, {"confidence", "moderate"}}, 0);
  add_entry(review, EntryList::cerqual, {{"finding", "Trust comes first"}, {"confidence", "low"}});
  add_entry(review, EntryList::glossary,
            {{"term", "link worker"}, {"definition", "who connects people <with> groups"}});
  add_entry(review, EntryList::flow,
            {{"stage", "full texts assessed"},
             {"round", "1"},
             {"counted", "documents"},
             {"reason", "no outcome told"},
             {"n", "40"},
             {"excluded", "12"}});
  add_entry(review, EntryList::rivals,
            {{"statement", "Belonging makes people stay"},
             {"rival", "Cheap lunch does"},
             {"adjudication", "both, for different people"}});
}

}  // namespace

std::unique_ptr<MemoryReview> sample_review() {
  auto review = std::make_unique<MemoryReview>();
  Review head;
  head.title = "Link workers & <belonging>: a small invented review";
  head.scheme = "CMO";
  head.headings = {
      {Role::context, "Context"}, {Role::mechanism, "Mechanism"}, {Role::outcome, "Outcome"}};
  head.levels = {"micro", "meso", "macro"};
  head.ratings = {"low", "moderate", "high"};
  review->add(head);
  Coder coder;
  coder.label = "AB";
  review->add(coder);
  add_documents(*review);
  for (const char* label : {"Connections", "Buy-in"}) {
    Theme theme;
    theme.label = label;
    review->add(theme);
  }
  Theme below;
  below.label = "Referral";
  below.parent = Ref<Theme>(std::uint32_t{0});
  review->add(below);
  add_concepts(*review);
  add_extract(*review, 0, "207", "I walk in and they know my name. That is it, really.");
  add_extract(*review, 0, "", "People who had felt at home went on going after the scheme ended.",
              true);
  add_extract(*review, 1, "e77", "No difference was seen (p > 0.05) | see \"Table 2\".");
  add_extract(*review, 2, "3", "-5% of visits\nor so they said \U0001F600");
  add_extract(*review, 3, "", "C'est comme chez moi");
  add_whole_ones(*review);
  add_partial_ones(*review);
  add_evidence(*review, 0, 0, Stance::supports);
  add_evidence(*review, 0, 1, Stance::refines, 3);
  add_evidence(*review, 0, 2, Stance::contradicts, 5);
  add_evidence(*review, 1, 3, Stance::supports);
  add_evidence(*review, 1, 4, Stance::supports, 1);
  add_evidence(*review, 2, 2, Stance::contradicts);
  add_evidence(*review, 2, 3, Stance::supports);
  add_evidence(*review, 2, 3, Stance::contradicts, 1);
  Appraisal appraisal;
  appraisal.document = Ref<Document>(std::uint32_t{0});
  appraisal.criterion = Criterion::rigour;
  appraisal.rating = "high";
  appraisal.coder = Ref<Coder>(std::uint32_t{0});
  appraisal.reason = "methods told in full";
  review->add(appraisal);
  add_theories(*review);
  add_lists(*review);
  return review;
}

std::string printed_page(reports::Table table) {
  std::string text;
  reports::TableRow row;
  while (table.next(row)) {
    if (!row.heading.empty()) text += "[" + row.heading + "]";
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      text += (i > 0 ? " | " : "") + reports::printed_text(row.cells[i]);
    text += "\n";
  }
  table.finish(table);
  for (const std::string& note : table.footnotes) text += "note: " + note + "\n";
  return text;
}

std::string page(const char* kind, const MemoryReview& review) {
  return printed_page(reports::find_table_kind(kind)->make(world_of(review)));
}

std::string written(reports::Table table, std::string_view writer,
                    const reports::TableWriterOptions& options) {
  std::string bytes;
  reports::find_table_writer(writer)->write(table, options,
                                            [&bytes](std::string_view more) { bytes += more; });
  return bytes;
}

}  // namespace retroduce::tests
