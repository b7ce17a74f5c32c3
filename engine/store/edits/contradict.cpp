// contradict: evidence for a configuration, stance contradicts.
#include "store/edit_steps.h"

namespace retroduce::store {

using namespace model;

namespace {

void apply(EditContext& context) { add_evidence(context, "contradicts"); }

}  // namespace

extern const EditVerb edit_contradict;
const EditVerb edit_contradict{
    "contradict",
    "contradict \"CONFIGURATION\" with EXTRACT [on ROLE \"NAME\"] [inferred] [note \"…\"]",
    "contradict \"CMOC 1\" with \"smith2020: nobody listened\" on context \"low trust\"",
    "Says that an extract contradicts a configuration, or one element of it.", apply};

}  // namespace retroduce::store
