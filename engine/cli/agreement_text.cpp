#include "cli/agreement_text.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "cli/common.h"
#include "cli/listing.h"
#include "query/lexer.h"
#include "store/coded_later.h"

namespace retroduce::cli {

namespace {

using review::AgreementBy;
using review::AgreementReport;
using review::AgreementRow;
using review::Disagreement;

std::string fixed(double value, int places) {
  std::array<char, 64> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                 std::chars_format::fixed, places);
  std::string text(digits.data(), end.ptr);
  if (text.front() == '-' && text.find_first_of("123456789") == std::string::npos) text.erase(0, 1);
  return text;
}

std::string figure(const std::optional<double>& value) { return value ? fixed(*value, 3) : ""; }

std::string kind_of(AgreementBy by) {
  return by == AgreementBy::concept_ ? "concept" : by == AgreementBy::role ? "role" : "pair";
}

/// What a page or a screen shows: an interval in one column, figures that nobody has left away.
Listing shown(const AgreementReport& report, AgreementBy by, const std::string& none) {
  const bool is_pair = report.coders.size() == 2;
  const bool has_texts = report.texts != 0;
  Listing listing{"Agreement between " + base::join(report.coders, ", "), {}, {}};
  listing.columns = {{"", {kind_of(by), false, true}},
                     {"", {"extracts", true}},
                     {"", {"all coded", true}},
                     {"", {"some coded", true}},
                     {"", {"agreement", true}}};
  if (is_pair || by == AgreementBy::pair) listing.columns.push_back({"", {"Cohen's kappa", true}});
  listing.columns.push_back({"", {"Fleiss' kappa", true}});
  listing.columns.push_back({"", {"alpha", true}});
  listing.columns.push_back({"", {"95 % interval", true}});
  if (has_texts) {
    listing.columns.push_back({"", {"by characters", true}});
    listing.columns.push_back({"", {"95 % interval", true}});
  }
  const auto or_none = [&](std::string text) { return text.empty() ? none : text; };
  const auto interval = [&](const std::optional<measure::Interval>& each) {
    return each ? fixed(each->low, 3) + " to " + fixed(each->high, 3) : none;
  };
  const auto add = [&](const AgreementRow& row) {
    std::vector<std::string> cells{row.name, base::grouped(row.extracts), base::grouped(row.by_all),
                                   base::grouped(row.by_some),
                                   row.percent ? fixed(*row.percent * 100, 1) + " %" : none};
    if (is_pair || by == AgreementBy::pair) cells.push_back(or_none(figure(row.cohen)));
    cells.push_back(or_none(figure(row.fleiss)));
    cells.push_back(or_none(figure(row.alpha)));
    cells.push_back(interval(row.alpha_interval));
    if (has_texts) {
      cells.push_back(or_none(figure(row.text_alpha)));
      cells.push_back(interval(row.text_alpha_interval));
    }
    listing.rows.push_back(std::move(cells));
  };
  add(report.in_roles);
  add(report.all);
  for (const AgreementRow& row : report.rows) add(row);
  return listing;
}

/// For programs: every column, whoever was compared; empty where a figure is not defined.
Listing data(const AgreementReport& report, AgreementBy by) {
  Listing listing;
  for (const char* key : {"extracts", "coded_by_all", "coded_by_some", "percent_agreement",
                          "cohen_kappa", "fleiss_kappa", "alpha", "alpha_low", "alpha_high",
                          "text_alpha", "text_alpha_low", "text_alpha_high"})
    listing.columns.push_back({key, {key, true}});
  listing.columns.insert(listing.columns.begin(), {kind_of(by), {kind_of(by)}});
  const auto exact = [](const std::optional<double>& value) {
    return value ? fixed(*value, 6) : std::string();
  };
  const auto add = [&](const AgreementRow& row) {
    const auto low = [&](const std::optional<measure::Interval>& each) {
      return each ? exact(each->low) : std::string();
    };
    const auto high = [&](const std::optional<measure::Interval>& each) {
      return each ? exact(each->high) : std::string();
    };
    listing.rows.push_back({row.name, std::to_string(row.extracts), std::to_string(row.by_all),
                            std::to_string(row.by_some), exact(row.percent), exact(row.cohen),
                            exact(row.fleiss), exact(row.alpha), low(row.alpha_interval),
                            high(row.alpha_interval), exact(row.text_alpha),
                            low(row.text_alpha_interval), high(row.text_alpha_interval)});
  };
  add(report.in_roles);
  add(report.all);
  for (const AgreementRow& row : report.rows) add(row);
  return listing;
}

nlohmann::ordered_json json_of(const AgreementRow& row, const std::string& kind) {
  const auto number = [](const std::optional<double>& value) -> nlohmann::ordered_json {
    if (!value) return nullptr;
    return *value;
  };
  const auto interval = [](const std::optional<measure::Interval>& each) -> nlohmann::ordered_json {
    if (!each) return nullptr;
    return {each->low, each->high};
  };
  return {{kind, row.name},
          {"extracts", row.extracts},
          {"coded_by_all", row.by_all},
          {"coded_by_some", row.by_some},
          {"percent_agreement", number(row.percent)},
          {"cohen_kappa", number(row.cohen)},
          {"fleiss_kappa", number(row.fleiss)},
          {"alpha", number(row.alpha)},
          {"alpha_interval", interval(row.alpha_interval)},
          {"text_alpha", number(row.text_alpha)},
          {"text_alpha_interval", interval(row.text_alpha_interval)}};
}

std::string json_of(const AgreementReport& report, AgreementBy by) {
  nlohmann::ordered_json json;
  json["schema"] = "retroduce.agreement/1";
  json["coders"] = report.coders;
  json["extracts"] = report.extracts;
  json["read_by_all"] = report.read_by_all;
  json["documents"] = report.documents;
  json["texts"] = report.texts;
  json["in_roles"] = json_of(report.in_roles, "of");
  json["all"] = json_of(report.all, "of");
  json["by"] = kind_of(by);
  json["rows"] = nlohmann::ordered_json::array();
  for (const AgreementRow& row : report.rows) json["rows"].push_back(json_of(row, kind_of(by)));
  json["not_compared"] = nlohmann::ordered_json::array();
  for (const review::LeftOut& each : report.left_out)
    json["not_compared"].push_back({{"count", each.count}, {"what", each.what}});
  json["resamples"] = measure::usual_resamples;
  json["seed"] = report.seed;
  return json.dump() + "\n";
}

/// Under the table: what could not be compared, what the words mean, how the intervals were made.
std::string notes(const AgreementReport& report, const std::string& review) {
  std::string text;
  if (!report.left_out.empty()) {
    text += "\nNot compared:\n";
    for (const review::LeftOut& each : report.left_out)
      text += "  " + base::grouped(each.count) + " " + each.what + "\n";
  }
  text +=
      "\nEach concept and each role is held against the same extracts: those coded by somebody, in "
      "documents that two\nor more have read (by a reading, or by coding anything there); a pair "
      "against those that one of the two has\ncoded, in documents that both have read. Who read "
      "and did not code has said no.\n"
      "\"concepts in roles\" takes two codings for the same where concept and role are; all other "
      "rows "
      "leave one of the\ntwo aside.\n";
  if (report.read_by_all != report.extracts)
    text += "Fleiss' kappa is of the " + base::count_of(report.read_by_all, "extract", "extracts") +
            " whose document all of them have read.\n";
  if (report.texts != 0)
    text += "By characters: where in the text, extract or not (Krippendorff et al. 2016).\n";
  text += "Intervals: " + base::grouped(measure::usual_resamples) +
          " bootstrap samples of extracts" +
          (report.texts != 0 ? " (of texts, by characters)" : "") + ", seed " +
          std::to_string(report.seed) + ". -: not defined there.\n";
  return text + "See what differs: retroduce agreement " + shell_quoted(review) +
         " --disagreements\n";
}

std::string headline(const AgreementReport& report) {
  return base::count_of(report.extracts, "extract", "extracts") + " of " +
         base::count_of(report.documents, "document", "documents") + " compared between " +
         base::join(report.coders, ", ");
}

std::string roles_of(const review::OneCoding& coding) {
  if (!coding.is_coded) return "not coded";
  std::vector<std::string> roles;
  for (const std::string& role : coding.roles)
    roles.push_back(role.empty() ? "coded, no role said" : role);
  return base::join(roles, ", ");
}

std::string resolution_of(const model::WorkResolution& each) {
  std::string text = std::string(each.holds ? "holds" : "does not hold") + " as " +
                     std::string(to_word(each.role));
  if (!each.by.empty()) text += ", decided by " + each.by;
  return each.reason.empty() ? text : text + ": " + each.reason;
}

std::string resolutions_of(const Disagreement& each) {
  std::vector<std::string> parts;
  for (const auto& resolution : each.resolutions) parts.push_back(resolution_of(resolution));
  return base::join(parts, "; ");
}

/// The sentence that decides the first that is open.
std::string way_to_decide(const Disagreement& open, const std::string& review) {
  const auto is_decided = [&open](const std::string& role) {
    return std::any_of(open.resolutions.begin(), open.resolutions.end(),
                       [&role](const auto& each) { return to_word(each.role) == role; });
  };
  std::string role = "context";
  for (const auto& coding : open.codings)
    for (const std::string& each : coding.roles)
      if (!each.empty() && !is_decided(each)) role = each;
  std::string words = base::collapse_blanks(open.quote);
  words = std::string(base::trim(base::slice(words, {0, 60}).value_or(words)));
  return "Decide with: retroduce edit " + shell_quoted(review) + " " +
         shell_quoted("resolve " + query::in_quotes(open.document + ": " + words) + " as " + role +
                      " " + query::in_quotes(open.concept_) + " holds because \"…\"") +
         ", or: does not hold\n";
}

std::string json_of(const std::vector<Disagreement>& all) {
  nlohmann::ordered_json json;
  json["schema"] = "retroduce.disagreements/1";
  json["disagreements"] = nlohmann::ordered_json::array();
  for (const Disagreement& each : all) {
    nlohmann::ordered_json one{{"document", each.document},
                               {"page", each.page},
                               {"quote", each.quote},
                               {"concept", each.concept_},
                               {"differs", each.is_of_role ? "role" : "coded or not"}};
    one["codings"] = nlohmann::ordered_json::array();
    for (const auto& coding : each.codings)
      one["codings"].push_back(
          {{"coder", coding.coder}, {"coded", coding.is_coded}, {"roles", coding.roles}});
    one["resolved"] = each.is_resolved;
    one["resolutions"] = nlohmann::ordered_json::array();
    for (const auto& resolution : each.resolutions)
      one["resolutions"].push_back({{"role", to_word(resolution.role)},
                                    {"holds", resolution.holds},
                                    {"coder", resolution.by},
                                    {"reason", resolution.reason}});
    json["disagreements"].push_back(std::move(one));
  }
  return json.dump() + "\n";
}

Listing table_of(const std::vector<Disagreement>& all) {
  Listing listing{"Disagreements", {}, {}};
  for (const char* key :
       {"document", "page", "quote", "concept", "codings", "resolved", "resolution"})
    listing.columns.push_back({key, {key}});
  for (const Disagreement& each : all) {
    std::vector<std::string> codings;
    for (const auto& coding : each.codings)
      codings.push_back(coding.coder + ": " + roles_of(coding));
    listing.rows.push_back({each.document, each.page, each.quote, each.concept_,
                            base::join(codings, "; "), each.is_resolved ? "yes" : "no",
                            resolutions_of(each)});
  }
  return listing;
}

}  // namespace

std::string agreement_text(const AgreementReport& report, AgreementBy by, const std::string& format,
                           const std::string& review, const Console& console) {
  if (format == "json") return json_of(report, by);
  if (format == "csv") return listing_text(data(report, by), format, console);
  const std::string table = listing_text(shown(report, by, "-"), format, console);
  if (format == "md") return table;
  return strong(console, headline(report)) + "\n\n" + table + notes(report, review);
}

std::string disagreements_text(const std::vector<Disagreement>& all, const std::string& format,
                               const std::string& review, const Console& console) {
  if (format == "json") return json_of(all);
  if (format != "text") return listing_text(table_of(all), format, console);
  const auto resolved = std::count_if(all.begin(), all.end(),
                                      [](const Disagreement& each) { return each.is_resolved; });
  std::string text =
      base::count_of(static_cast<std::int64_t>(all.size()), "disagreement", "disagreements") +
      ", " + base::grouped(resolved) + " resolved\n";
  const Disagreement* last = nullptr;
  for (const Disagreement& each : all) {
    if (last == nullptr || last->document != each.document || last->page != each.page ||
        last->quote != each.quote)
      text += "\n" +
              strong(console, each.document + (each.page.empty() ? "" : ", p. " + each.page)) +
              "  \"" + base::shorten(base::collapse_blanks(each.quote), 90) + "\"\n";
    last = &each;
    text += "  " + each.concept_ + "\n";
    for (const auto& coding : each.codings)
      text += "    " + coding.coder + ": " + roles_of(coding) + "\n";
    for (const auto& resolution : each.resolutions)
      text += "    decided: " + resolution_of(resolution) + "\n";
  }
  const auto open = std::find_if(all.begin(), all.end(),
                                 [](const Disagreement& each) { return !each.is_resolved; });
  return open == all.end() ? text : text + "\n" + way_to_decide(*open, review);
}

void say_coded_later(const std::string& review, Console& console) {
  const auto all = store::coded_later(review);
  if (all.empty()) return;
  std::int64_t codings = 0;
  std::vector<std::string> each;
  std::vector<std::string> moments;
  for (const store::CodedLater& one : all) {
    codings += one.codings;
    each.push_back(one.document + " (" + base::grouped(one.codings) + ", finished " + one.finished +
                   ")");
    const std::string moment = "--as-of " + one.as_of;
    if (!one.as_of.empty() && std::find(moments.begin(), moments.end(), moment) == moments.end())
      moments.push_back(moment);
  }
  const std::string command = "retroduce agreement " + shell_quoted(review) + " ";
  console.say("note: " + base::count_of(codings, "coding was", "codings were") +
              " changed after all had finished coding apart and could see each other's: " +
              base::join(each, ", ") + ". " +
              (moments.empty() ? "This copy got them together with what was finished; a copy from "
                                 "before has the figures as they were then"
                               : "As it was then: " + command + base::join(moments, ", or ")));
}

}  // namespace retroduce::cli
