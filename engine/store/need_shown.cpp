#include "store/need_shown.h"

#include <algorithm>

#include "store/apart_history.h"
#include "store/coded_apart.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr const char* uncover = "uncover";

bool is_hidden(EditContext& context, const ThingName& thing) {
  const auto image = context.things().image(thing);
  return image && context.session().hidden().is_hidden(thing, *image);
}

bool is_to_code(const Blind& blind, const CodedApart& paper, const ThingName& coder) {
  return coder.id == blind.coder ||
         std::find(paper.others.begin(), paper.others.end(), coder.id) != paper.others.end();
}

}  // namespace

void refuse_hidden(EditContext& context, const std::string& doing) {
  context.refuse("edit.hidden", "that would " + doing + " " + std::string(hidden_work),
                 {way_to_hidden});
}

void need_shown(EditContext& context, const ThingName& thing, const std::string& doing) {
  if (context.session().hidden().is_any() && is_hidden(context, thing))
    refuse_hidden(context, doing);
}

void need_evidence_shown(EditContext& context, const ThingName& configuration, std::size_t place,
                         const std::string& doing) {
  if (!context.session().hidden().is_any()) return;
  for (const auto& user : context.things().users(configuration))
    if (user.thing.kind == ThingKind::evidence &&
        context.image(user.thing).value("element", std::size_t{0}) == place)
      need_shown(context, user.thing, doing);
}

void need_elements_shown(EditContext& context, const ThingName& configuration,
                         const ThingName& concept_, const std::string& doing) {
  if (!context.session().hidden().is_any()) return;
  const Image elements = context.image(configuration).value("elements", Image::array());
  for (std::size_t i = 0; i < elements.size(); ++i)
    if (elements[i].value("concept", std::string()) == concept_.id)
      need_evidence_shown(context, configuration, i + 1, doing);
}

void need_users_shown(EditContext& context, const ThingName& thing, const std::string& doing) {
  if (!context.session().hidden().is_any()) return;
  for (const auto& user : context.things().users(thing)) {
    need_shown(context, user.thing, doing);
    if (thing.kind == ThingKind::concept_ && user.thing.kind == ThingKind::configuration)
      need_elements_shown(context, user.thing, thing, doing);
  }
}

void need_merge_shown(EditContext& context, const std::vector<ThingName>& from,
                      const ThingName& into) {
  HiddenWork& hidden = context.session().hidden();
  if (!hidden.is_any()) return;
  for (const ThingName& each : from) {
    need_shown(context, each, "move");
    need_users_shown(context, each, "move");
    if (each.kind != ThingKind::coder) continue;
    for (const CodedApart& paper : hidden.blind().documents)
      if (is_to_code(hidden.blind(), paper, each) && is_to_code(hidden.blind(), paper, into) &&
          hidden.has_work_in(paper.id))
        refuse_hidden(context, uncover);
  }
}

void need_paper_shown(EditContext& context, const ThingName& document) {
  if (context.session().hidden().has_work_in(document.id)) refuse_hidden(context, uncover);
}

void need_papers_shown(EditContext& context, const ThingName& coder) {
  HiddenWork& hidden = context.session().hidden();
  for (const CodedApart& paper : hidden.blind().documents)
    if (is_to_code(hidden.blind(), paper, coder) && hidden.has_work_in(paper.id))
      refuse_hidden(context, uncover);
}

}  // namespace retroduce::store
