// One page for practitioners and the public: the question, what happens for whom and why, what to
// watch for, and how sure the review is. Plain words; no claim is larger than its evidence, none
// that was refuted is shown, and what is left out is counted.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "reports/cells.h"
#include "reports/notes.h"
#include "reports/numbers.h"
#include "reports/picture.h"
#include "reports/registry.h"
#include "reports/statement.h"
#include "reports/subject.h"

namespace retroduce::reports {

namespace {

// A4 at 96 to the inch.
constexpr double page_width = 794;
constexpr double page_height = 1123;
constexpr double margin = 48;
constexpr double dots_width = 120;
constexpr std::size_t most_claims = 7;
constexpr std::size_t most_warnings = 5;
constexpr std::size_t most_contested = 3;  // where there are other warnings too

TextStyle sized(double size, bool is_bold = false) {
  TextStyle style{size};
  style.is_bold = is_bold;
  return style;
}

struct Claim {
  model::ConfigurationId id;
  std::int64_t supporting = 0;
  std::int64_t disputing = 0;
  std::int64_t in_part = 0;  ///< of the supporting ones: on single elements only
};

using Claims = std::vector<Claim>;

bool is_better_supported(const Claim& a, const Claim& b) { return a.supporting > b.supporting; }

/// "7 of 40 claims …", or nothing where all are shown.
std::string part_of(std::size_t shown, std::size_t all, const std::string& what) {
  if (shown == all) return {};
  return std::to_string(shown) + " of " + std::to_string(all) + " " + what + ".";
}

class Summary {
 public:
  explicit Summary(const FigureWorld& world) : world_(world), snapshot_(*world.snapshot) {
    for (std::size_t i = 0; i < snapshot_.configurations.size(); ++i) {
      const model::ConfigurationId id(i);
      if (is_refuted(snapshot_, id))
        ++refuted_;
      else
        claims_.push_back({id, static_cast<std::int64_t>(snapshot_.supporters()[i].size()),
                           static_cast<std::int64_t>(snapshot_.disputers()[i].size()),
                           supporting_in_part(id)});
    }
  }

  Figure figure() {
    head();
    section("What happens, for whom, and why");
    findings();
    section("What to watch for");
    warnings();
    section("How sure is this?");
    certainty();
    const double height = std::max(page_height, y_ + margin);
    std::string caption = "What the review found, on one page";
    if (!snapshot_.title.empty()) caption += ": " + snapshot_.title;
    std::string svg = picture_.svg(page_width, height, caption, description_);
    return {{}, std::move(caption), std::move(description_), std::move(svg)};
  }

 private:
  static constexpr double width = page_width - 2 * margin;

  void plain(const std::string& text, double size = 12) {
    y_ += picture_.paragraph({margin, y_}, width, text, sized(size)) + 4;
    description_ += text + "\n";
  }

  void head() {
    y_ += picture_.paragraph({margin, y_}, width, snapshot_.title, sized(20, true)) + 10;
    if (!snapshot_.questions.empty()) section("The question");
    for (const std::string& question : snapshot_.questions) plain(question, 13);
  }

  void section(const std::string& heading) {
    y_ += 12;
    picture_.line({{margin, y_}, {page_width - margin, y_}}, {1.5});
    y_ += 6;
    y_ += picture_.paragraph({margin, y_}, width, heading, sized(15, true)) + 6;
    description_ += heading + "\n";
  }

  template <typename Holds>
  bool any(model::ConfigurationId id, Holds holds) const {
    const auto elements = snapshot_.elements_of(id);
    return std::any_of(elements.begin(), elements.end(), holds);
  }

  /// It says in what context, what follows, all of it meant, and why.
  bool is_whole(model::ConfigurationId id) const {
    using Element = model::SnapshotElement;
    return any(id, [](const Element& e) { return e.role == model::Role::context; }) &&
           any(id,
               [](const Element& e) {
                 return e.role == model::Role::mechanism &&
                        e.part != model::MechanismPart::resource;
               }) &&
           any(id,
               [](const Element& e) {
                 return e.role == model::Role::outcome && !e.when_not_fired;
               }) &&
           !has_unintended(id);
  }

  void findings() {
    Claims order = uncontested();
    const std::size_t all = order.size();
    if (all > most_claims) order.resize(most_claims);
    std::stable_sort(order.begin(), order.end(), is_better_supported);
    const std::string part =
        part_of(order.size(), all,
                "claims that are complete, have no document against them and no outcome that was "
                "not intended: the best supported of each theme that has one, then the next best");
    if (!part.empty()) plain(part, 10);
    for (const Claim& claim : order) claim_line(claim);
    if (order.empty())
      plain("No complete claim has a document for it and none against it, so none is shown here.");
  }

  /// Claims that no document contradicts, those that one does stand among the warnings: the best
  /// supported of each theme, then the others, each by its documents.
  Claims uncontested() const {
    Claims order;
    for (const Claim& claim : claims_) {
      if (claim.supporting > 0 && claim.disputing == 0 && is_whole(claim.id))
        order.push_back(claim);
    }
    std::stable_sort(order.begin(), order.end(), is_better_supported);
    Claims first_of_theme;
    Claims others;
    std::set<std::uint32_t> seen;
    for (const Claim& claim : order) {
      const model::ThemeId theme = snapshot_.configurations.facts()[claim.id.index()].theme;
      const bool is_first = theme.is_set() && seen.insert(theme.value).second;
      (is_first ? first_of_theme : others).push_back(claim);
    }
    first_of_theme.insert(first_of_theme.end(), others.begin(), others.end());
    return first_of_theme;
  }

  /// What a sentence says of a part that is missing, for readers who know no parts.
  static std::string in_plain_words(const std::string& missing) {
    if (missing.starts_with("(because")) return "(why is not stated)";
    if (missing.starts_with("(context")) return "(the circumstances are not stated)";
    if (missing.starts_with("(outcome")) return "(what follows is not stated)";
    return missing;
  }

  std::string sentence(model::ConfigurationId id) const {
    TableStyle style;
    style.tags = TableStyle::Tags::none;
    const Subject subject = read_subject({world_.snapshot, world_.details, style}, id);
    std::string text;
    for (const Run& run : statement_line(subject, style))
      text += run.style == Run::Style::muted ? in_plain_words(run.text) : run.text;
    return text;
  }

  std::int64_t supporting_in_part(model::ConfigurationId id) const {
    const std::vector<Bearing> all = bearings(snapshot_, id);
    return std::count_if(all.begin(), all.end(),
                         [](const Bearing& each) { return each.supports && each.in_part; });
  }

  static std::string counts(const Claim& claim) {
    std::string words = count_of(claim.supporting, "document", "documents");
    if (claim.in_part > 0) words += " (" + std::to_string(claim.in_part) + " in part)";
    if (claim.disputing > 0) words += ", " + std::to_string(claim.disputing) + " against";
    return words;
  }

  /// One dot for a single document, two from two, three from four, four from eight.
  static int dots(const Claim& claim) {
    return claim.supporting >= 8   ? 4
           : claim.supporting >= 4 ? 3
           : claim.supporting >= 2 ? 2
           : claim.supporting == 1 ? 1
                                   : 0;
  }

  void claim_line(const Claim& claim) {
    for (int i = 0; i < 4; ++i)
      picture_.circle({margin + 7 + 15.0 * i, y_ + 8}, 5,
                      i < dots(claim) ? Picture::Fill::black : Picture::Fill::white);
    picture_.paragraph({margin, y_ + 17}, dots_width - 10, counts(claim), sized(9));
    const std::string text = sentence(claim.id);
    const double height =
        picture_.paragraph({margin + dots_width, y_}, width - dots_width, text, sized(12.5));
    TextStyle small = sized(9);
    const std::string label = snapshot_.configurations[claim.id.index()].label;
    picture_.paragraph({margin + dots_width, y_ + height}, width - dots_width, label, small);
    y_ += std::max(height + small.line_height(), 40.0) + 6;
    description_ += text + " (" + label + ", " + counts(claim) + ")\n";
  }

  /// Contested claims first, by the lesser side, those that nobody supports among them last; then
  /// what was not meant to happen.
  void warnings() {
    Claims contested;
    Claims unintended;
    for (const Claim& claim : claims_) {
      if (claim.disputing > 0)
        contested.push_back(claim);
      else if (claim.supporting > 0 && has_unintended(claim.id))
        unintended.push_back(claim);
    }
    std::stable_sort(contested.begin(), contested.end(), [](const Claim& a, const Claim& b) {
      const auto lesser = [](const Claim& each) {
        return std::min(each.supporting, each.disputing);
      };
      return std::pair(lesser(a), a.disputing) > std::pair(lesser(b), b.disputing);
    });
    std::stable_sort(unintended.begin(), unintended.end(), is_better_supported);
    const std::size_t most = unintended.empty() ? most_warnings : most_contested;
    const std::size_t shown = std::min(contested.size(), most);
    warn_of(contested, shown, "claims that some document contradicts");
    warn_of(unintended, std::min(unintended.size(), most_warnings - shown),
            "claims with an outcome that was not intended");
    if (contested.empty() && unintended.empty())
      plain(
          "No document contradicts these claims, and none tells of an outcome that was not "
          "intended. That may mean that nobody has looked.");
  }

  void warn_of(const Claims& claims, std::size_t shown, const std::string& what) {
    for (std::size_t i = 0; i < shown; ++i) warning(claims[i]);
    const std::string part = part_of(shown, claims.size(), what);
    if (!part.empty()) plain(part, 10);
  }

  bool has_unintended(model::ConfigurationId id) const {
    return any(id, [](const model::SnapshotElement& element) { return element.is_unintended; });
  }

  static std::string word_of(const Claim& claim) {
    if (claim.disputing == 0) return "Not intended";
    return claim.supporting > 0 ? "Contested" : "Contradicted";
  }

  void warning(const Claim& claim) {
    const std::string what = word_of(claim);
    picture_.words({margin, y_ + 11}, what, sized(11, true));
    const std::string label = snapshot_.configurations[claim.id.index()].label;
    const std::string text = sentence(claim.id) + " (" + label + "; " + counts(claim) + ")";
    y_ += std::max(
              picture_.paragraph({margin + dots_width, y_}, width - dots_width, text, sized(11.5)),
              15.0) +
          6;
    description_ += what + ": " + text + "\n";
  }

  void certainty() {
    const auto count = [&](auto holds) {
      return static_cast<std::int64_t>(std::count_if(claims_.begin(), claims_.end(), holds));
    };
    const std::int64_t one = count([](const Claim& claim) { return claim.supporting == 1; });
    const std::int64_t none = count([](const Claim& claim) { return claim.supporting == 0; });
    const std::int64_t disputed = count([](const Claim& claim) { return claim.disputing > 0; });
    const auto counted = [](std::size_t size, const char* one_of, const char* many) {
      return count_of(static_cast<std::int64_t>(size), one_of, many);
    };
    std::string text = "The review includes " +
                       counted(snapshot_.documents.size(), "document", "documents") + " of " +
                       counted(snapshot_.studies.size(), "study", "studies") + " and makes " +
                       counted(claims_.size(), "claim", "claims") + ": " + std::to_string(one) +
                       " on the word of a single document, " + std::to_string(disputed) +
                       " disputed by some document";
    if (none > 0) text += ", " + std::to_string(none) + " without a supporting document yet";
    text += ".";
    if (refuted_ > 0)
      text += " " + count_of(refuted_, "further claim was", "further claims were") +
              " considered and refuted.";
    plain(text);
    plain(
        "Dots: how many documents support a claim (one; two or three; four to seven; eight or "
        "more). More documents make a claim better known, not more certain: what matters is "
        "whether your setting is like theirs.",
        10);
  }

  const FigureWorld& world_;
  const model::Snapshot& snapshot_;
  Claims claims_;  ///< without those that were refuted
  std::int64_t refuted_ = 0;
  Picture picture_;
  std::string description_;
  double y_ = margin;
};

Figure make_summary(const FigureWorld& world) { return Summary(world).figure(); }

}  // namespace

const FigureKind figure_summary{
    "summary", "What the review found, on one page",
    "For practitioners and the public: the question, what happens for whom and why, what to watch "
    "for, how sure.",
    "", make_summary};

}  // namespace retroduce::reports
