#include "store/merge_tell.h"

#include <algorithm>
#include <map>
#include <unordered_set>

#include "base/text.h"
#include "store/apart_history.h"
#include "store/coded_apart.h"
#include "store/history_words.h"
#include "store/merge_clashes.h"
#include "store/merge_twins.h"

namespace retroduce::store {

using namespace model;
using base::Severity;

namespace {

/// Whether it says what the evidence is: it brings it, or judges it anew.
bool judges(const Deed& deed) {
  const auto says = [&deed](const char* key) {
    return deed.before.contains(key) || deed.after.contains(key);
  };
  return deed.is_there && (!deed.was_there || says("stance") || says("inference") || says("note"));
}

/// Whether the same person judged it once more: then that is told of.
bool is_judged_again(const MergeHistory& history, const Deed& deed, const std::vector<Deed>& all) {
  return std::any_of(all.begin(), all.end(), [&](const Deed& other) {
    return judges(other) && other.raw_id == deed.raw_id && history.knew(other, deed) &&
           other.change != nullptr && deed.change != nullptr && other.change->by == deed.change->by;
  });
}

class Telling {
 public:
  Telling(Connection& connection, MergeHistory& history, MergeState& state, const MergeJoin& join,
          const Authorship& by, Receipt& receipt)
      : history_(history),
        state_(state),
        join_(join),
        things_(connection),
        hidden_(connection, by.by),
        by_(author_meant(connection, by.by)),
        is_blind_(!coded_apart(connection, by.by).documents.empty()),
        receipt_(receipt) {
    for (const ChangeNode* node : history.brought()) brought_.insert(node->uid);
  }

  /// By what is told and the edit that puts the element back: whose extracts are for the whole now.
  void tell_lost_elements() {
    std::map<std::pair<std::string, std::string>, std::vector<std::string>> lost;
    for (const auto& [unit, outcome] : join_.outcomes()) {
      if (unit.kind != ThingKind::evidence || outcome.things.empty()) continue;
      for (const Deed& deed : history_.deeds(unit)) tell_lost(unit, outcome, deed, lost);
    }
    for (const auto& [where, extracts] : lost)
      receipt_.found.add(
          Severity::note, "merge.evidence-kept", where.first, {},
          {"It is the evidence of " + base::join(extracts, ", ") + ".",
           "To have it on the element again: retroduce edit REVIEW '" + where.second + "'"});
  }

  /// What was judged of elements that became one, with one extract, or that became others.
  void tell_joined_judgements() {
    for (const auto& [unit, outcome] : join_.outcomes()) {
      if (unit.kind != ThingKind::evidence) continue;
      // Where one change alone did something there is nothing to tell, as with most of what comes.
      const auto& deeds = history_.deeds(unit);
      if (deeds.size() > 1)
        for (const Deed& deed : deeds) tell_aside(unit, outcome, deed);
      if (history_.deeds(claim_of(unit)).size() < 2) continue;
      for (const Deed& deed : deeds) {
        tell_turned(unit, outcome, deed);
        if (brings(deed)) tell_parted(unit, outcome, deed);
      }
    }
  }

  /// Elements that one took out, and that are there all the same, since another had added them,
  /// too, or put others into them, or changed them.
  void tell_kept_elements() {
    for (const auto& [unit, outcome] : join_.outcomes()) {
      if (unit.kind != ThingKind::configuration || outcome.things.empty()) continue;
      if (hidden_.hides(unit)) continue;
      const Image there = elements_of(outcome.things.begin()->second);
      const std::vector<Deed> deeds = history_.deeds(unit);
      for (const Deed& removing : deeds)
        for (const Image& element : elements_of(removing.before))
          if (!has(elements_of(removing.after), element)) {
            for (const Deed& other : deeds) {
              if (has(there, element)) tell_kept(unit, element, removing, other);
              tell_changed(unit, element, removing, other, there);
            }
          }
    }
  }

  void tell_doubled() {
    if (is_blind_) return;  // it may rest on what is hidden
    for (const MergeHistory::Crossing& each : history_.doubled()) {
      const auto& [one, other] = each;
      if (!is_brought(one.change) && !is_brought(other.change)) continue;
      if (!things_.image(one.into) || !things_.image(other.into)) continue;
      receipt_.found.add(Severity::note, "merge.in-two",
                         other.change->by + " and " + one.change->by + " put " +
                             std::string(to_word(one.gone.kind)) + " \"" + one.label +
                             "\" into two others, " + things_.said(other.into) + " and " +
                             things_.said(one.into) + ": what hung on it is in both now",
                         {},
                         {"Undo what does not hold with: retroduce undo REVIEW " +
                          other.change->uid + " (or " + one.change->uid + ")"});
    }
  }

  /// Whether it is decided of two of them that they are two: a conflict tells.
  bool are_parted(const std::vector<ThingName>& documents) {
    for (const ThingName& one : documents)
      for (const ThingName& other : documents) {
        const auto decision = things_.image({ThingKind::sameness, one.id + " " + other.id});
        if (decision && !decision->value("same", false)) return true;
      }
    return false;
  }

  /// What nobody of them said alone: where it contradicts what somebody said, a conflict tells.
  void tell_joined_papers() {
    for (const JoinedPapers& each : joined_papers(things_, history_)) {
      if (std::none_of(each.by.begin(), each.by.end(),
                       [this](const ChangeNode* change) { return is_brought(change); }))
        continue;
      if (are_parted(each.documents)) continue;
      std::vector<std::string> keys;
      for (const ThingName& document : each.documents)
        keys.push_back(things_.image(document)->at("key").get<std::string>());
      std::sort(keys.begin(), keys.end(),
                [](const auto& a, const auto& b) { return base::compare_labels(a, b) < 0; });
      std::vector<std::string> people;
      for (const ChangeNode* change : each.by)
        if (std::find(people.begin(), people.end(), change->by) == people.end())
          people.push_back(change->by);
      receipt_.found.add(
          Severity::note, "merge.papers-joined",
          base::join(keys, ", ") + " count as one paper now, through decisions of " +
              base::join(people, " and ") + " that were made without knowing of one another",
          {},
          {"See these decisions with: retroduce duplicates REVIEW --all; take back what does not "
           "hold with: retroduce duplicates REVIEW --undecide KEY KEY"});
    }
  }

  /// No edit makes two of these; copies that did not know of each other may.
  void tell_like_coders() {
    std::map<std::string, std::vector<std::string>> by_letters;
    for (const ThingName& coder : things_.all(ThingKind::coder)) {
      const std::string label = things_.image(coder)->value("label", std::string());
      by_letters[base::fold(label)].push_back("\"" + label + "\"");
    }
    for (const auto& [letters, labels] : by_letters)
      if (labels.size() > 1)
        receipt_.found.add(Severity::note, "merge.like-coders",
                           "coders " + base::join(labels, " and ") +
                               " are two, told apart by the case or the form of letters alone",
                           {},
                           {"Name one anew with: retroduce edit REVIEW 'rename coder " +
                            labels.back() + " to \"NAME\"'; or make them one: 'merge coder " +
                            labels.back() + " into " + labels.front() + "'"});
  }

  /// Who came anew on one side was put together with somebody on the other: nothing proves that
  /// the two are one, and an import would take the label for the one who is here.
  void tell_namesakes_gone() {
    for (const ThingName& coder : things_.all(ThingKind::coder)) {
      const std::string label = things_.image(coder)->value("label", std::string());
      const auto into = namesake_went_into(things_, coder, label);
      if (!into) continue;
      const std::string other = things_.image(*into)->value("label", std::string());
      receipt_.found.add(Severity::note, "merge.coder-put-together",
                         "coder \"" + label +
                             "\" is here, and another of that name was merged into "
                             "coder \"" +
                             other + "\", without knowing of one another",
                         {},
                         {"If they are one person: retroduce edit REVIEW 'merge coder \"" + label +
                          "\" into \"" + other + "\"'"});
    }
  }

  /// What several took of a paper while each finished it in a copy of their own: to finish it here
  /// makes that one extract, which no merge does.
  void tell_passages() {
    const auto all = read_assignments(things_.connection());
    const auto apart = documents_coded_apart(things_.connection());
    for (auto from = all.begin(); from != all.end();) {
      const auto to = std::find_if(
          from, all.end(), [&](const Assignment& each) { return each.document != from->document; });
      const auto document = things_.find(ThingKind::document, from->document);
      const bool is_apart = std::find(apart.begin(), apart.end(), from->document) != apart.end();
      const bool is_new = std::any_of(from, to, [this](const Assignment& each) {
        return is_any_brought({ThingKind::entry, things_.id_of(ThingKind::entry, each.row)});
      });
      if (!document.empty() && !is_apart && !from->done.empty())
        tell_passages(document.front(), *own_or_first(from, to), is_new);
      from = to;
    }
  }

  void tell_two_texts() {
    for (const MergeJoin::TwoTexts& each : join_.two_texts()) {
      const auto& deeds = history_.deeds(each.document);
      const bool is_new = std::any_of(deeds.begin(), deeds.end(), [this](const Deed& deed) {
        return deed.after.contains("text") && is_brought(deed.change);
      });
      if (!is_new) continue;
      receipt_.found.add(
          Severity::note, "merge.two-texts",
          things_.said(each.document) +
              " has different texts on the two sides; both are kept, and " +
              (each.source.empty() ? "one of them" : each.source) +
              " holds: all extracts were looked for in it" +
              (each.without_place == 0
                   ? std::string()
                   : ", and " + base::count_of(static_cast<std::int64_t>(each.without_place),
                                               "has no place there", "have no place there")),
          {},
          {"To have the other one hold, attach it again with: retroduce attach REVIEW KEY FILE "
           "--replace"});
    }
  }

 private:
  static Image elements_of(const Image& image) {
    const Image list = image.value("elements", Image());
    return list.is_array() ? list : Image::array();
  }

  /// What the deed made of the elements, as one write.
  static std::vector<Write> of_elements(const Deed& deed) {
    return {{&deed, deed.before.value("elements", Image()), deed.after.value("elements", Image())}};
  }

  bool has(const Image& list, const Image& element) const {
    const FieldJoin join(history_, ThingKind::configuration);
    return join.has_line(list, join.line_of("elements", element));
  }

  bool adds(const Deed& deed, const Image& element) const {
    return has(elements_of(deed.after), element) && !has(elements_of(deed.before), element);
  }

  /// Whether somebody who knew that it was taken out put it in again.
  bool is_put_back(const ThingName& claim, const Image& element, const Deed& removing) {
    const auto& deeds = history_.deeds(claim);
    return std::any_of(deeds.begin(), deeds.end(), [&](const Deed& deed) {
      return adds(deed, element) && history_.knew(deed, removing);
    });
  }

  /// Whether the deed put another element into that one, which the other deed took out.
  bool puts_into(const Deed& deed, const Image& element, const Deed& removing) const {
    const FieldJoin join(history_, ThingKind::configuration);
    std::vector<Write> both = of_elements(deed);
    both.push_back(of_elements(removing).front());
    const auto apart = join.apart(both);
    return std::any_of(apart.begin(), apart.end(), [&](const FieldJoin::Taken& each) {
      return each.by == &deed && each.into == join.line_of("elements", element);
    });
  }

  void tell_kept(const ThingName& claim, const Image& element, const Deed& removing,
                 const Deed& adding) {
    if (adding.change == nullptr || removing.change == nullptr) return;
    const bool is_put_in = puts_into(adding, element, removing);
    if (!(is_put_in || adds(adding, element)) || history_.knew(removing, adding) ||
        history_.knew(adding, removing) || is_put_back(claim, element, removing))
      return;
    if (!is_brought(adding.change) && !is_brought(removing.change)) return;
    const std::string name = things_.image(claim)->value("label", std::string());
    const FieldJoin join(history_, ThingKind::configuration);
    const bool is_made_another =
        join.replaced(of_elements(removing)).count(join.line_of("elements", element)) > 0;
    receipt_.found.add(
        Severity::note, "merge.element-kept",
        things_.said(claim) + " holds " + in_words(element) + ", which " + removing.change->by +
            (is_made_another ? " had made another one: " : " had taken out: ") + adding.change->by +
            (is_put_in ? " had put another into it" : " had added it, too") +
            ", without knowing of that",
        {},
        {"To take it out: retroduce edit REVIEW 'remove " +
         bare_element(images_of(things_), element) + " from " + Image(name).dump() + "'"});
  }

  /// What one took out and another made something else meanwhile is there as that.
  void tell_changed(const ThingName& claim, const Image& element, const Deed& removing,
                    const Deed& changing, const Image& there) {
    if (changing.change == nullptr || removing.change == nullptr) return;
    if (changing.change == removing.change || history_.knew(removing, changing) ||
        history_.knew(changing, removing))
      return;
    if (!is_brought(changing.change) && !is_brought(removing.change)) return;
    const FieldJoin join(history_, ThingKind::configuration);
    const std::string line = join.line_of("elements", element);
    // Who made it another one, or merged its concept, took nothing out.
    if (join.replaced(of_elements(removing)).count(line) > 0 ||
        join.taken_in(of_elements(removing)).count(line) > 0)
      return;
    const auto replaced = join.replaced(of_elements(changing));
    const auto into = replaced.find(line);
    if (into == replaced.end()) return;
    for (const Image& now : there) {
      if (into->second.count(join.line_of("elements", now)) == 0) continue;
      const std::string name = things_.image(claim)->value("label", std::string());
      receipt_.found.add(
          Severity::note, "merge.element-kept",
          things_.said(claim) + " holds " + in_words(now) + ": " + changing.change->by +
              " had made it out of " + in_words(element) + ", which " + removing.change->by +
              " had taken out without knowing of that",
          {},
          {"To take it out: retroduce edit REVIEW 'remove " +
           bare_element(images_of(things_), now) + " from " + Image(name).dump() + "'"});
    }
  }

  /// That of who merges, where there is one: it is theirs to say.
  std::vector<Assignment>::const_iterator own_or_first(
      std::vector<Assignment>::const_iterator from,
      std::vector<Assignment>::const_iterator to) const {
    const auto own =
        std::find_if(from, to, [this](const Assignment& each) { return each.coder == by_; });
    return own == to ? from : own;
  }

  void tell_passages(const ThingName& document, const Assignment& done, bool is_finish_brought) {
    std::map<std::string, std::vector<ThingName>> passages;
    for (const auto& user : things_.users(document))
      if (user.thing.kind == ThingKind::extract)
        if (const auto key = twin_key(user.thing.kind, things_.image(user.thing).value()))
          passages[*key].push_back(user.thing);
    const auto count = std::count_if(passages.begin(), passages.end(), [&](const auto& each) {
      return each.second.size() > 1 &&
             (is_finish_brought ||
              std::any_of(each.second.begin(), each.second.end(),
                          [this](const ThingName& one) { return is_any_brought(one); }));
    });
    if (count == 0) return;
    const std::string name = things_.said(document);
    receipt_.found.add(
        Severity::note, "merge.passages",
        base::count_of(count, "passage of " + name + " was", "passages of " + name + " were") +
            " taken by several coders, who finished in copies of their own; each stands here as "
            "several extracts",
        {},
        {"Make them one with: retroduce edit REVIEW 'finish " + Image(done.document).dump() +
         "' --by " + Image(done.coder).dump()});
  }

  bool is_any_brought(const ThingName& thing) {
    const auto& deeds = history_.deeds(thing);
    return std::any_of(deeds.begin(), deeds.end(),
                       [this](const Deed& deed) { return is_brought(deed.change); });
  }

  bool is_brought(const ChangeNode* change) const {
    return change != nullptr && brought_.count(change->uid) > 0;
  }

  bool is_shown(const ThingName& thing) {
    const auto image = things_.image(thing);
    return image && hidden_.document_of(thing, *image).empty();
  }

  void tell_lost(const ThingName& unit, const Outcome& outcome, const Deed& deed,
                 std::map<std::pair<std::string, std::string>, std::vector<std::string>>& into) {
    if (!judges(deed) || is_judged_again(history_, deed, history_.deeds(unit))) return;
    if (went_on(history_, deed, history_.deeds(unit))) return;
    const auto lost = state_.lost_element(unit, deed);
    const ThingName whole{ThingKind::evidence, state_.id_now(unit, deed)};
    if (!lost || outcome.things.count(whole.id) == 0 || !is_shown(whole)) return;
    if (!is_brought(deed.change) && !is_brought(lost->taken_by)) return;
    const Image image = things_.image(whole).value();
    const ThingName claim{ThingKind::configuration, image.at("configuration").get<std::string>()};
    const std::string name = things_.image(claim)->value("label", std::string());
    const bool is_otherwise = deed.after.value("stance", image.at("stance")) != image.at("stance");
    std::string sentence =
        "evidence for " + in_words(lost->element) + " of " + things_.said(claim) +
        (is_otherwise && state_.stands_aside(unit, deed)
             ? " is told in the note of that for the whole configuration, which says otherwise: "
             : " now bears on the whole configuration: ") +
        (lost->taken_by == nullptr ? "another" : lost->taken_by->by) + " had taken the element out";
    const std::string again =
        "add " + bare_element(images_of(things_), lost->element) + " to " + Image(name).dump();
    auto& extracts = into[{std::move(sentence), again}];
    extracts.push_back(things_.said({ThingKind::extract, image.at("extract").get<std::string>()}));
  }

  void tell_aside(const ThingName& unit, const Outcome& outcome, const Deed& deed) {
    if (deed.change == nullptr || !deed.is_there || deed.was_there) return;
    const ThingName shown{ThingKind::evidence, state_.id_now(unit, deed)};
    if (outcome.things.count(shown.id) == 0 || !is_shown(shown)) return;
    if (state_.lost_element(unit, deed) || !state_.stands_aside(unit, deed)) return;
    const Image image = things_.image(shown).value();
    const ThingName claim{ThingKind::configuration, image.at("configuration").get<std::string>()};
    const auto is_any_brought = [this](const std::vector<Deed>& deeds, bool of_elements) {
      return std::any_of(deeds.begin(), deeds.end(), [&](const Deed& each) {
        return is_brought(each.change) && (!of_elements || each.after.contains("elements"));
      });
    };
    const bool is_new =
        is_any_brought(history_.deeds(unit), false) || is_any_brought(history_.deeds(claim), true);
    if (!is_new) return;
    const auto says = [](const Image& judgement) {
      return judgement.at("stance").get<std::string>();
    };
    receipt_.found.add(Severity::note, "merge.evidence-joined",
                       things_.said({ThingKind::extract, image.at("extract").get<std::string>()}) +
                           " " + says(image) + " what was two elements of " + things_.said(claim) +
                           "; that it " + says(deed.after) + " the other one, as " +
                           deed.change->by + " judged, is told in the note of that",
                       {},
                       {"See: retroduce show REVIEW " +
                        Image(things_.image(claim)->value("label", std::string())).dump()});
  }

  /// Who made the element another one, neither knowing of the judgement nor known to who made it.
  const ChangeNode* turned_by(const ThingName& claim, const Image& element, const Deed& judging) {
    const FieldJoin join(history_, ThingKind::configuration);
    for (const Deed& deed : history_.deeds(claim)) {
      if (history_.knew(deed, judging) || history_.knew(judging, deed)) continue;
      if (join.replaced(of_elements(deed)).count(join.line_of("elements", element)) > 0)
        return deed.change;
    }
    return nullptr;
  }

  /// Evidence stays with its element, also where that became its opposite, or another concept: who
  /// says that in an edit is told of it, and who judged meanwhile is told here.
  void tell_turned(const ThingName& unit, const Outcome& outcome, const Deed& deed) {
    if (deed.change == nullptr || !judges(deed)) return;
    if (is_judged_again(history_, deed, history_.deeds(unit))) return;
    const ThingName shown{ThingKind::evidence, state_.id_now(unit, deed)};
    const Image then = state_.element_seen(unit, deed);
    const auto image = things_.image(shown);
    if (then.is_null() || !image || outcome.things.count(shown.id) == 0 || !is_shown(shown)) return;
    const ThingName claim{ThingKind::configuration, image->at("configuration").get<std::string>()};
    const std::size_t place = image->value("element", std::size_t{0});
    const Image elements = elements_of(things_.image(claim).value());
    if (place == 0 || place > elements.size()) return;
    const Image& now = elements[place - 1];
    const auto differs = [&](const char* key) {
      return then.value(key, Image()) != now.value(key, Image());
    };
    const bool is_other =
        differs("opposite") || differs("when-not-fired") ||
        (differs("concept") &&
         things_.image({ThingKind::concept_, then.value("concept", std::string())}));
    const ChangeNode* by = is_other ? turned_by(claim, then, deed) : nullptr;
    if (by == nullptr || (!is_brought(by) && !is_brought(deed.change))) return;
    receipt_.found.add(Severity::note, "merge.evidence-turned",
                       things_.said({ThingKind::extract, image->at("extract").get<std::string>()}) +
                           ", which " + deed.change->by + " judged for " + in_words(then) + " of " +
                           things_.said(claim) + ", is evidence for " + in_words(now) +
                           " now, since " + by->by +
                           " made the one the other without knowing of that",
                       {},
                       {"Where that is not what it says: withdraw it, or add " + in_words(then) +
                        " again and judge it for that; see retroduce help edit."});
  }

  /// Evidence goes with what somebody made of this very element; who put its concept into another
  /// meanwhile expects it there.
  void tell_parted(const ThingName& unit, const Outcome& outcome, const Deed& deed) {
    const ThingName claim = claim_of(unit);
    const FieldJoin join(history_, ThingKind::configuration);
    const auto unites = [&](const Deed& each) { return !join.taken_in(of_elements(each)).empty(); };
    const auto& deeds = history_.deeds(claim);
    if (std::none_of(deeds.begin(), deeds.end(), unites)) return;
    const ThingName shown{ThingKind::evidence, state_.id_now(unit, deed)};
    const Image then = state_.element_seen(unit, deed);
    const auto image = things_.image(shown);
    if (then.is_null() || !image || outcome.things.count(shown.id) == 0 || !is_shown(shown)) return;
    const Image elements = elements_of(things_.image(claim).value());
    const std::size_t place = image->value("element", std::size_t{0});
    if (place == 0 || place > elements.size()) return;
    const Image& now = elements[place - 1];
    const std::string was = join.line_of("elements", then);
    for (const Deed& making : deeds) {
      if (join.replaced(of_elements(making))[was].count(join.line_of("elements", now)) == 0)
        continue;
      for (const Deed& uniting : deeds) {
        if (history_.knew(making, uniting) || history_.knew(uniting, making)) continue;
        if (!is_brought(making.change) && !is_brought(uniting.change)) continue;
        const auto into = join.taken_in(of_elements(uniting))[was];
        const auto other =
            std::find_if(elements.begin(), elements.end(), [&](const Image& element) {
              return into.count(join.line_of("elements", element)) > 0;
            });
        if (other != elements.end())
          say_parted(*image, now, *other, *making.change, *uniting.change);
      }
    }
  }

  void say_parted(const Image& evidence, const Image& now, const Image& other,
                  const ChangeNode& making, const ChangeNode& uniting) {
    const ThingName claim{ThingKind::configuration,
                          evidence.at("configuration").get<std::string>()};
    receipt_.found.add(
        Severity::note, "merge.evidence-turned",
        things_.said({ThingKind::extract, evidence.at("extract").get<std::string>()}) +
            " is evidence for " + in_words(now) + " of " + things_.said(claim) + ", which " +
            making.by + " had made of what it was judged for; " + uniting.by +
            " had put that into " + in_words(other) + " without knowing of it",
        {},
        {"Where it speaks for " + in_words(other) +
         ", judge it for that, too: see retroduce help edit."});
  }

  std::string in_words(const Image& element) {
    return value_in_words(images_of(things_), nullptr, "elements", element);
  }

  MergeHistory& history_;
  MergeState& state_;
  const MergeJoin& join_;
  Things things_;
  HiddenWork hidden_;
  std::string by_;
  bool is_blind_ = false;
  std::unordered_set<std::string> brought_;
  Receipt& receipt_;
};

}  // namespace

void tell_joined(Connection& connection, MergeHistory& history, MergeState& state,
                 const MergeJoin& join, const Authorship& by, Receipt& receipt) {
  Telling telling(connection, history, state, join, by, receipt);
  telling.tell_lost_elements();
  telling.tell_joined_judgements();
  telling.tell_kept_elements();
  telling.tell_doubled();
  telling.tell_joined_papers();
  telling.tell_like_coders();
  telling.tell_namesakes_gone();
  telling.tell_passages();
  telling.tell_two_texts();
}

}  // namespace retroduce::store
