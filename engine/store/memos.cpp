// Memos with what they are about, as people call it.
#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "store/body.h"
#include "store/references.h"
#include "store/stored.h"
#include "store/things.h"

namespace retroduce::store {

using namespace model;

namespace {

class MemoReader {
 public:
  explicit MemoReader(Connection& connection) : things_(connection) {}

  std::vector<MemoFacts> all() {
    std::vector<MemoFacts> list;
    for (const ThingName& memo : things_.all(ThingKind::memo)) {
      const Image image = things_.image(memo).value();
      const ThingName about{stored_word<ThingKind>(image.at("about").at(0).get<std::string>()),
                            image.at("about").at(1).get<std::string>()};
      MemoFacts& facts = list.emplace_back();
      facts.about = said(about);
      gather(about, facts);
      facts.text = image.value("text", std::string());
      facts.date = image.value("date", std::string());
      if (image.contains("coder"))
        facts.coder =
            things_.image({ThingKind::coder, image.at("coder").get<std::string>()})->at("label");
    }
    // As they came is not the same in every copy.
    std::stable_sort(list.begin(), list.end(), [](const MemoFacts& a, const MemoFacts& b) {
      return std::tie(a.date, a.coder, a.about, a.text) <
             std::tie(b.date, b.coder, b.about, b.text);
    });
    return list;
  }

 private:
  struct Element {
    ThingName configuration;
    std::string concept_;
  };
  Element element(const std::string& id) {
    const auto parts = base::split(id, ' ');
    Element found{{ThingKind::configuration, parts.front()}, {}};
    const auto image = things_.image(found.configuration);
    const std::size_t place = std::stoul(parts.back());
    if (image && image->contains("elements") && place > 0 && place <= image->at("elements").size())
      found.concept_ = image->at("elements").at(place - 1).value("concept", std::string());
    return found;
  }

  std::string said(const ThingName& about) {
    if (about.kind != ThingKind::element) return things_.said(about);
    const Element found = element(about.id);
    return things_.said({ThingKind::concept_, found.concept_}) + " in " +
           things_.said(found.configuration);
  }

  void gather(const ThingName& thing, MemoFacts& into) {
    switch (thing.kind) {
      case ThingKind::document:
      case ThingKind::concept_:
      case ThingKind::configuration:
        if (const auto image = things_.image(thing))
          into.of.emplace_back(thing.kind,
                               image->value(std::string(shape_of(thing.kind).name), std::string()));
        return;
      case ThingKind::element: {
        const Element found = element(thing.id);
        gather(found.configuration, into);
        gather({ThingKind::concept_, found.concept_}, into);
        return;
      }
      case ThingKind::extract:
      case ThingKind::coding:
      case ThingKind::evidence:
      case ThingKind::link:
      case ThingKind::appraisal:
      case ThingKind::reading:
        break;
      default:
        return;
    }
    auto image = things_.image(thing);
    if (!image) return;
    change_references(thing.kind, *image, [&](ThingKind kind, const std::string& id) {
      gather({kind, id}, into);
      return id;
    });
  }

  Things things_;
};

}  // namespace

std::vector<MemoFacts> read_memos(Connection& connection) { return MemoReader(connection).all(); }

}  // namespace retroduce::store
