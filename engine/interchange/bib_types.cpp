#include "interchange/bib_types.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace retroduce::interchange {

namespace {

/// EndNote by number. Empty: the format has no such kind.
struct Row {
  std::string_view word, ris, bibtex, csl, endnote, zotero;
};

constexpr std::array<Row, 38> table = {{
    {"article", "JOUR", "article", "article-journal", "17", "journalArticle"},
    {"book", "BOOK", "book", "book", "6", "book"},
    {"edited book", "EDBOOK", "collection", "", "28", ""},
    {"chapter", "CHAP", "incollection", "chapter", "5", "bookSection"},
    {"conference paper", "CPAPER", "inproceedings", "paper-conference", "47", "conferencePaper"},
    {"proceedings", "CONF", "proceedings", "", "10", ""},
    {"thesis", "THES", "phdthesis", "thesis", "32", "thesis"},
    {"report", "RPRT", "techreport", "report", "27", "report"},
    {"magazine article", "MGZN", "", "article-magazine", "19", "magazineArticle"},
    {"newspaper article", "NEWS", "", "article-newspaper", "23", "newspaperArticle"},
    {"web page", "ELEC", "online", "webpage", "12", "webpage"},
    {"blog", "BLOG", "", "post-weblog", "56", "blogPost"},
    {"unpublished", "UNPB", "unpublished", "manuscript", "34", "manuscript"},
    {"preprint", "", "", "article", "", "preprint"},
    {"dataset", "DATA", "dataset", "dataset", "59", "dataset"},
    {"software", "COMP", "software", "software", "9", "computerProgram"},
    {"patent", "PAT", "patent", "patent", "25", "patent"},
    {"standard", "STAND", "standard", "standard", "58", "standard"},
    {"case", "CASE", "jurisdiction", "legal_case", "7", "case"},
    {"statute", "STAT", "legislation", "legislation", "31", "statute"},
    {"bill", "BILL", "", "bill", "4", "bill"},
    {"hearing", "HEAR", "", "hearing", "14", "hearing"},
    {"film", "MPCT", "movie", "motion_picture", "21", "film"},
    {"video", "VIDEO", "video", "", "", "videoRecording"},
    {"audiovisual", "ADVS", "", "", "3", ""},
    {"music", "MUSIC", "music", "song", "61", "audioRecording"},
    {"map", "MAP", "", "map", "20", "map"},
    {"artwork", "ART", "artwork", "graphic", "2", "artwork"},
    {"encyclopedia entry", "ENCYC", "inreference", "entry-encyclopedia", "53",
     "encyclopediaArticle"},
    {"dictionary entry", "DICT", "", "entry-dictionary", "52", "dictionaryEntry"},
    {"pamphlet", "PAMP", "booklet", "pamphlet", "24", ""},
    {"manual", "", "manual", "", "", ""},
    {"letter", "PCOMM", "letter", "personal_communication", "26", "letter"},
    {"presentation", "SLIDE", "", "speech", "", "presentation"},
    {"interview", "", "", "interview", "", "interview"},
    {"abstract", "ABST", "", "", "", ""},
    {"serial", "SER", "periodical", "periodical", "57", ""},
    {"other", "GEN", "misc", "document", "13", "document"},
}};

/// Further words that mean one of ours, in whatever format.
constexpr std::array<std::pair<std::string_view, std::string_view>, 30> also = {{
    {"jfull", "serial"},
    {"ejour", "article"},
    {"inpr", "article"},
    {"conference", "conference paper"},
    {"ebook", "book"},
    {"echap", "chapter"},
    {"inbook", "chapter"},
    {"bookinbook", "chapter"},
    {"mvbook", "book"},
    {"mastersthesis", "thesis"},
    {"thesis", "thesis"},
    {"report", "report"},
    {"electronic", "web page"},
    {"www", "web page"},
    {"webpage", "web page"},
    {"suppperiodical", "article"},
    {"govdoc", "report"},
    {"manscpt", "unpublished"},
    {"post", "web page"},
    {"article-journal", "article"},
    {"journal article", "article"},
    {"mvproceedings", "proceedings"},
    {"reference", "book"},
    {"legbill", "bill"},
    {"book chapter", "chapter"},
    {"audio", "music"},
    {"manuscript", "unpublished"},
    {"unpd", "unpublished"},
    {"review", "article"},
    {"book-chapter", "chapter"},
}};

std::string_view in(const Row& row, TypeWords words) {
  switch (words) {
    case TypeWords::ris:
      return row.ris;
    case TypeWords::bibtex:
      return row.bibtex;
    case TypeWords::csl:
      return row.csl;
    case TypeWords::endnote:
      return row.endnote;
    case TypeWords::zotero:
      return row.zotero;
  }
  return {};
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 40> endnote_names = {{
    {"0", "Journal Article"},
    {"1", "Book"},
    {"2", "Artwork"},
    {"3", "Audiovisual Material"},
    {"4", "Bill"},
    {"5", "Book Section"},
    {"6", "Book"},
    {"7", "Case"},
    {"8", "Chart or Table"},
    {"9", "Computer Program"},
    {"10", "Conference Proceedings"},
    {"12", "Web Page"},
    {"13", "Generic"},
    {"14", "Hearing"},
    {"16", "Journal Article"},
    {"17", "Journal Article"},
    {"19", "Magazine Article"},
    {"20", "Map"},
    {"21", "Film or Broadcast"},
    {"23", "Newspaper Article"},
    {"24", "Pamphlet"},
    {"25", "Patent"},
    {"26", "Personal Communication"},
    {"27", "Report"},
    {"28", "Edited Book"},
    {"31", "Statute"},
    {"32", "Thesis"},
    {"34", "Unpublished Work"},
    {"36", "Manuscript"},
    {"43", "Electronic Article"},
    {"44", "Electronic Book"},
    {"47", "Conference Paper"},
    {"52", "Dictionary"},
    {"53", "Encyclopedia"},
    {"56", "Blog"},
    {"57", "Serial"},
    {"58", "Standard"},
    {"59", "Dataset"},
    {"60", "Electronic Book Section"},
    {"61", "Music"},
}};

}  // namespace

std::string type_from(TypeWords words, std::string_view type) {
  const std::string folded = base::fold(type);
  if (folded.empty()) return {};
  for (const Row& row : table) {
    if (!in(row, words).empty() && base::fold(in(row, words)) == folded)
      return std::string(row.word);
  }
  const auto found = std::find_if(also.begin(), also.end(),
                                  [&](const auto& each) { return each.first == folded; });
  return found == also.end() ? folded : std::string(found->second);
}

std::string_view type_in(TypeWords words, std::string_view type) {
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const Row& row) { return row.word == type; });
  return found == table.end() ? std::string_view() : in(*found, words);
}

std::string_view endnote_type_name(std::string_view number) {
  const auto found = std::find_if(endnote_names.begin(), endnote_names.end(),
                                  [&](const auto& each) { return each.first == number; });
  return found == endnote_names.end() ? std::string_view() : found->second;
}

}  // namespace retroduce::interchange
