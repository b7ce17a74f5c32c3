#include "store/review_rows.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "store/stored.h"

namespace retroduce::store {

using namespace model;

namespace {

/// As images say it.
constexpr const char* reasons_demanded = "demanded";

std::string table_of(Scale scale) { return scale == Scale::levels ? "level" : "rating_scale"; }

std::vector<std::string> texts(Connection& connection, const std::string& sql) {
  std::vector<std::string> found;
  Query query(connection.prepared(sql));
  while (query.next()) found.push_back(query.text(0));
  return found;
}

std::vector<std::string> words_of_scale(Connection& connection, Scale scale) {
  return texts(connection, "SELECT word FROM " + table_of(scale) + " ORDER BY place");
}

void put(Connection& connection, const std::string& sql, std::int64_t place, const Cells& cells) {
  Query query(connection.prepared(sql));
  query.bind(1, Cell{place}).bind(cells, 2).run();
}

void write_list(Connection& connection, const std::string& table, const std::string& column,
                const std::vector<std::string>& words) {
  connection.run("DELETE FROM " + table);
  std::int64_t place = 0;
  for (const std::string& word : words) {
    put(connection, "INSERT INTO " + table + " (place, " + column + ") VALUES (?, ?)", ++place,
        {word});
  }
}

/// Words in use refer to the scale's rows, so they stay; only their places change.
void write_scale(Connection& connection, Scale scale, std::vector<std::string> words) {
  for (const std::string& old : words_of_scale(connection, scale)) {
    if (std::find(words.begin(), words.end(), old) == words.end()) words.push_back(old);
  }
  const std::string table = table_of(scale);
  connection.run("UPDATE " + table + " SET place = -place");
  std::int64_t place = 0;
  for (const std::string& word : words) {
    put(connection,
        "INSERT INTO " + table +
            " (place, word) VALUES (?, ?) ON CONFLICT (word) DO UPDATE SET place = excluded.place",
        ++place, {word});
  }
}

bool same(const Review& a, const Review& b) { return image_of(a) == image_of(b); }

}  // namespace

Review read_review(Connection& connection) {
  Review review;
  {
    Query query(
        connection.prepared("SELECT title, about, scheme, reasons FROM review ORDER BY id"));
    if (query.next()) {
      review.title = query.text(0);
      review.about = query.text(1);
      review.scheme = query.text(2);
      review.demands_reasons = query.flag(3);
    }
  }
  review.questions = texts(connection, "SELECT text FROM question ORDER BY place");
  review.levels = words_of_scale(connection, Scale::levels);
  review.ratings = words_of_scale(connection, Scale::ratings);
  Query query(connection.prepared("SELECT role, heading FROM role_heading ORDER BY place"));
  while (query.next()) {
    if (const auto role = from_word<Role>(query.text(0)))
      review.headings.push_back({*role, query.text(1)});
  }
  return review;
}

void write_review(Connection& connection, const Review& review) {
  {
    Query query(connection.prepared(
        "UPDATE review SET title = ?, about = ?, scheme = ?, reasons = ? WHERE id = 1"));
    query.bind({Cell{review.title}, Cell{review.about}, Cell{review.scheme},
                Cell{std::int64_t{review.demands_reasons}}});
    query.run();
  }
  write_list(connection, "question", "text", review.questions);
  connection.run("DELETE FROM role_heading");
  std::int64_t place = 0;
  for (const RoleHeading& heading : review.headings) {
    put(connection,
        "INSERT INTO role_heading (place, role, heading) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        ++place, {to_word(heading.role), heading.heading});
  }
  write_scale(connection, Scale::levels, review.levels);
  write_scale(connection, Scale::ratings, review.ratings);
}

void stamp_review(Connection& connection, std::int64_t change) {
  Query query(connection.prepared("UPDATE review SET change = ? WHERE id = 1"));
  query.bind(1, Cell{change}).run();
}

std::string image_of(const Review& review) {
  nlohmann::ordered_json image;
  image["title"] = review.title;
  image["questions"] = review.questions;
  image["about"] = review.about;
  image["scheme"] = review.scheme;
  image["headings"] = nlohmann::ordered_json::array();
  for (const RoleHeading& heading : review.headings) {
    image["headings"].push_back({{"role", to_word(heading.role)}, {"heading", heading.heading}});
  }
  image["levels"] = review.levels;
  image["ratings"] = review.ratings;
  if (review.demands_reasons) image["reasons"] = reasons_demanded;
  return image.dump();
}

Review review_in(const nlohmann::json& image) {
  try {
    Review review;
    review.title = image.value("title", std::string());
    review.questions = image.value("questions", std::vector<std::string>());
    review.about = image.value("about", std::string());
    review.scheme = image.value("scheme", std::string());
    for (const auto& heading : image.value("headings", nlohmann::json::array()))
      review.headings.push_back({stored_word<Role>(heading.at("role").get<std::string>()),
                                 heading.at("heading").get<std::string>()});
    review.levels = image.value("levels", std::vector<std::string>());
    review.ratings = image.value("ratings", std::vector<std::string>());
    review.demands_reasons = image.value("reasons", std::string()) == reasons_demanded;
    return review;
  } catch (const nlohmann::json::exception&) {
    raise_damaged("an image of the review");
  }
}

void restore_review(Connection& connection, const Review& review) {
  write_review(connection, review);
  for (const auto& [table, words] :
       {std::pair("level", &review.levels), std::pair("rating_scale", &review.ratings)}) {
    for (const std::string& word :
         texts(connection, "SELECT word FROM " + std::string(table) + " ORDER BY place")) {
      if (std::find(words->begin(), words->end(), word) != words->end()) continue;
      Query query(connection.prepared("DELETE FROM " + std::string(table) + " WHERE word = ?"));
      query.bind(1, Cell{word}).run();
    }
  }
}

std::span<const std::string_view> usual_words(Scale scale) {
  static constexpr std::array<std::string_view, 3> levels = {"micro", "meso", "macro"};
  static constexpr std::array<std::string_view, 3> ratings = {"low", "moderate", "high"};
  return scale == Scale::levels ? levels : ratings;
}

void widen_scale(ImportState& state, Scale scale, const std::string& word, Line line) {
  std::vector<std::string> words = words_of_scale(state.connection, scale);
  if (std::find(words.begin(), words.end(), word) != words.end()) return;
  const auto usual = usual_words(scale);
  const bool is_usual = words.empty() && std::find(usual.begin(), usual.end(), word) != usual.end();
  if (is_usual) {
    words.assign(usual.begin(), usual.end());
  } else {
    words.push_back(word);
    const std::string what = scale == Scale::levels ? "levels" : "ratings";
    state.say(base::Severity::repair, "import.scale-widened",
              in_quotes(word) + " was not on the review's scale of " + what +
                  " and now stands at its end",
              line);
  }
  state.alterations.before({ThingKind::review, "review"});
  write_scale(state.connection, scale, words);
  state.is_anything_new = true;
}

void add_to(ImportState& state, const Review& record) {
  state.extracts_told.clear();  // a further source, which knows nothing of the one before
  const Review ours = read_review(state.connection);
  const bool is_first = ours.title.empty() && !state.is_review_taken;
  const ThingName review{ThingKind::review, "review"};
  if (is_first && !same(ours, record)) {
    state.alterations.before(review);
    write_review(state.connection, record);
    state.is_review_taken = true;
    state.alterations.review_taken();
    return state.count(Kind::review, true);
  }
  state.count(Kind::review, false);
  if (same(ours, record)) return;
  std::vector<std::string> titles;
  if (ours.title != record.title)
    titles = {"title here: " + in_quotes(ours.title),
              "title that came: " + in_quotes(record.title)};
  state.say(base::Severity::note, "import.review-kept",
            "the review's own title, questions and scheme were kept; those that came differ", 0,
            std::move(titles));
}

}  // namespace retroduce::store
