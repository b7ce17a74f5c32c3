#include "store/erase_again.h"

#include <map>

#include "base/text.h"
#include "store/erase_words.h"
#include "store/stored.h"

namespace retroduce::store {

using namespace model;

namespace {

std::vector<ThingName> erased_in(Connection& connection) {
  std::vector<ThingName> things;
  Query query(connection.prepared("SELECT thing, thing_id FROM erasure ORDER BY thing, thing_id"));
  while (query.next()) things.push_back({stored_word<ThingKind>(query.view(0)), query.text(1)});
  return things;
}

/// Of one that is erased in `here` and stands in the other file, what the other should be told.
void tell_one_sided(Connection& here, Connection& other, const std::string& other_name,
                    const std::string& said, Receipt& receipt) {
  const auto there = erased_in(other);
  for (const ThingName& thing : erased_in(here)) {
    if (std::find(there.begin(), there.end(), thing) != there.end()) continue;
    if (images_of(other, thing).empty()) continue;
    const bool is_person = thing.kind == ThingKind::coder;
    receipt.found.add(base::Severity::note, "merge.erased-in-one",
                      other_name + " still holds " +
                          (is_person ? "a person" : "the words of an extract") + " that " + said +
                          "; erase it there, too",
                      {},
                      {"retroduce erase " + other_name + (is_person ? " person " : " extract ") +
                       thing.id + " --yes"});
  }
}

/// Changes here that the person made in the other file, where nobody else had the label.
std::vector<std::int64_t> made_there(Connection& mine, Connection& theirs, const ThingName& coder) {
  Things things(theirs);
  const auto there = things.image(coder);
  if (!there) return {};
  const std::string label = there->at("label").get<std::string>();
  std::vector<std::string> uids;
  {
    Query query(theirs.prepared("SELECT uid FROM change WHERE by_whom = ? ORDER BY id"));
    query.bind(1, Cell{std::string_view(label)});
    while (query.next()) uids.push_back(query.text(0));
  }
  std::vector<std::int64_t> made;
  for (const std::string& uid : uids) {
    Query query(mine.prepared("SELECT id FROM change WHERE uid = ? AND by_whom = ? ORDER BY id"));
    query.bind({Cell{std::string_view(uid)}, Cell{std::string_view(label)}});
    if (query.next()) made.push_back(query.number(0));
  }
  return made;
}

}  // namespace

void tell_erasures(Connection& mine, Connection& theirs, const std::string& name,
                   Receipt& receipt) {
  tell_one_sided(mine, theirs, name, "was erased here", receipt);
  tell_one_sided(theirs, mine, mine.database().getFilename(), "was erased in " + name, receipt);
}

bool erase_again(Connection& mine, Connection& theirs, Receipt& receipt) {
  const auto erased = erased_in(mine);
  if (erased.empty()) return false;
  const TextPrints prints = prints_of_texts(mine);
  std::int64_t texts = 0;
  for (const ThingName& thing : erased) {
    mine.run("PRAGMA secure_delete = ON");
    const auto elsewhere = images_of(theirs, thing);
    if (elsewhere.empty() && images_of(mine, thing).empty()) continue;
    texts += (thing.kind == ThingKind::coder
                  ? erase_person(mine, thing, elsewhere, made_there(mine, theirs, thing))
                  : erase_extract(mine, thing, elsewhere))
                 .told.texts;
  }
  if (texts == 0) return false;
  retell_texts(mine, prints);
  mine.run("INSERT INTO extract_search (extract_search) VALUES ('rebuild')");
  const std::string what =
      "masked again what was erased here: " + base::count_of(texts, "text", "texts") +
      " that came with the merge";
  keep_in_history(mine, {receipt.by, {}}, what, receipt.at);
  receipt.found.add(base::Severity::note, "merge.erased-again", what, {}, {});
  return true;
}

}  // namespace retroduce::store
