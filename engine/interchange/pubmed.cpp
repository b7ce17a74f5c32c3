// PubMed's XML (efetch): PubmedArticleSet with articles and book articles. Each record is parsed by
// itself, so that a large set costs the memory of its bytes.
#include <algorithm>
#include <array>
#include <set>

#include <pugixml.hpp>

#include "base/markup.h"
#include "base/text.h"
#include "interchange/bib_document.h"
#include "interchange/bib_format.h"
#include "interchange/bib_names.h"
#include "interchange/bib_pubmed.h"
#include "interchange/bib_values.h"
#include "interchange/bib_xml.h"
#include "interchange/foreign_xml.h"

namespace retroduce::interchange {

namespace {

using base::Severity;
using pugi::xml_node;

std::string text(const xml_node& node) { return base::collapse_blanks(text_below(node)); }

xml_node at(const xml_node& node, const char* path) { return node.first_element_by_path(path); }

/// Paths that are taken into members, or say nothing of the work; all others are kept as fields.
constexpr std::array<std::string_view, 37> taken_paths = {
    "MedlineCitation/PMID",
    "MedlineCitation/Article/ArticleTitle",
    "MedlineCitation/Article/Journal/Title",
    "MedlineCitation/Article/Journal/ISOAbbreviation",
    "MedlineCitation/Article/Journal/ISSN",
    "MedlineCitation/Article/Journal/JournalIssue/Volume",
    "MedlineCitation/Article/Journal/JournalIssue/Issue",
    "MedlineCitation/Article/Journal/JournalIssue/PubDate",
    "MedlineCitation/Article/Pagination",
    "MedlineCitation/Article/Abstract/AbstractText",
    "MedlineCitation/Article/AuthorList",
    "MedlineCitation/Article/Language",
    "MedlineCitation/Article/PublicationTypeList",
    "MedlineCitation/MeshHeadingList",
    "MedlineCitation/KeywordList",
    "MedlineCitation/GeneralNote",
    "MedlineCitation/CommentsCorrectionsList",
    "MedlineCitation/Article/ELocationID",
    "MedlineCitation/MedlineJournalInfo/MedlineTA",
    "PubmedData/ReferenceList",
    "PubmedData/History",
    "PubmedData/ArticleIdList",
    "BookDocument/PMID",
    "BookDocument/ArticleIdList",
    "BookDocument/ArticleTitle",
    "BookDocument/Abstract/AbstractText",
    "BookDocument/AuthorList",
    "BookDocument/Language",
    "BookDocument/PublicationType",
    "BookDocument/KeywordList",
    "BookDocument/ReferenceList",
    "BookDocument/Book/BookTitle",
    "BookDocument/Book/PubDate",
    "BookDocument/Book/Isbn",
    "BookDocument/Book/Publisher",
    "BookDocument/Book/AuthorList",
    "PubmedBookData",
};

bool is_taken(const std::string& path) {
  return std::any_of(taken_paths.begin(), taken_paths.end(), [&](std::string_view taken) {
    return path == taken ||
           (path.size() > taken.size() && path.starts_with(taken) && path[taken.size()] == '/');
  });
}

class ArticleReader {
 public:
  ArticleReader(const xml_node& node, std::size_t line) : node_(node) {
    record_.line = static_cast<model::Line>(line);
  }

  BibRecord read() {
    const xml_node book = node_.child("BookDocument");
    each_leaf(node_, [this](const std::string& path, const std::string& value) {
      record_.raw.push_back({path, value});
    });
    if (book)
      read_book(book);
    else
      read_article(node_.child("MedlineCitation"));
    each_leaf(node_, [this](const std::string& path, const std::string& value) {
      if (!is_taken(path)) record_.other("pubmed." + path, value);
    });
    if (record_.type.empty()) record_.type = type_of_publication_types(record_.others);
    return std::move(record_);
  }

 private:
  void read_article(const xml_node& citation) {
    const xml_node article = citation.child("Article");
    const xml_node journal = article.child("Journal");
    const xml_node issue = journal.child("JournalIssue");
    record_.pmid = text(citation.child("PMID"));
    record_.title = text(article.child("ArticleTitle"));
    record_.container = text(journal.child("Title"));
    record_.abbreviation = text(journal.child("ISOAbbreviation"));
    if (record_.abbreviation.empty())
      record_.abbreviation = text(at(citation, "MedlineJournalInfo/MedlineTA"));
    for (const xml_node& issn : journal.children("ISSN")) record_.issn.push_back(text(issn));
    record_.volume = text(issue.child("Volume"));
    record_.issue = text(issue.child("Issue"));
    record_.date = date(issue.child("PubDate"));
    record_.pages = pages(article.child("Pagination"));
    read_common(article, citation);
    for (const xml_node& id : article.children("ELocationID")) {
      const std::string kind = id.attribute("EIdType").value();
      if (kind == "doi" && record_.doi.empty())
        record_.doi = text(id);
      else
        record_.other("pubmed.ELocationID", text(id) + " [" + kind + "]");
    }
    read_ids(at(node_, "PubmedData/ArticleIdList"));
    read_mesh(citation.child("MeshHeadingList"));
    for (const xml_node& link :
         citation.child("CommentsCorrectionsList").children("CommentsCorrections"))
      record_.other("pubmed.CommentsCorrections",
                    std::string(link.attribute("RefType").value()) + ": " +
                        text(link.child("RefSource")) +
                        (link.child("PMID") ? " (PMID " + text(link.child("PMID")) + ")" : ""));
    for (const xml_node& note : citation.children("GeneralNote")) take_note(text_below(note));
  }

  void read_book(const xml_node& document) {
    const xml_node book = document.child("Book");
    record_.pmid = text(document.child("PMID"));
    record_.title = text(document.child("ArticleTitle"));
    const std::string book_title = text(book.child("BookTitle"));
    record_.type = record_.title.empty() ? "book" : "chapter";
    (record_.title.empty() ? record_.title : record_.container) = book_title;
    record_.date = date(book.child("PubDate"));
    record_.publisher = text(at(book, "Publisher/PublisherName"));
    record_.place = text(at(book, "Publisher/PublisherLocation"));
    for (const xml_node& isbn : book.children("Isbn")) record_.isbn.push_back(text(isbn));
    read_common(document, document);
    if (record_.authors.empty()) read_people(book);
    read_ids(document.child("ArticleIdList"));
    for (const xml_node& type : document.children("PublicationType"))
      record_.other(std::string(types_field), text(type));
  }

  /// What articles and books share; keywords stand beside the article.
  void read_common(const xml_node& article, const xml_node& citation) {
    read_abstract(article.child("Abstract"));
    read_people(article);
    for (const xml_node& language : article.children("Language")) {
      if (record_.language.empty())
        record_.language = text(language);
      else
        record_.other("pubmed.Language", text(language));
    }
    for (const xml_node& type : article.child("PublicationTypeList").children("PublicationType"))
      record_.other(std::string(types_field), text(type));
    for (const xml_node& list : citation.children("KeywordList")) {
      for (const xml_node& word : list.children("Keyword")) record_.keywords.push_back(text(word));
    }
  }

  void read_abstract(const xml_node& abstract) {
    for (const xml_node& part : abstract.children("AbstractText")) {
      const std::string label = part.attribute("Label").value();
      // Line ends within a part are ours: PubMed writes a part as one line.
      std::string words = std::string(base::trim(text_below(part)));
      if (!label.empty()) words = label + ": " + words;
      if (!words.empty()) record_.abstract += (record_.abstract.empty() ? "" : "\n") + words;
    }
  }

  void read_people(const xml_node& owner) {
    for (const xml_node& list : owner.children("AuthorList")) {
      const bool of_editors = std::string_view(list.attribute("Type").value()) == "editors";
      auto& people = of_editors ? record_.editors : record_.authors;
      for (const xml_node& author : list.children("Author")) {
        BibPerson person;
        person.family = text(author.child("LastName"));
        person.given = text(author.child("ForeName"));
        if (person.given.empty()) person.given = text(author.child("Initials"));
        person.suffix = text(author.child("Suffix"));
        if (const xml_node body = author.child("CollectiveName"))
          person = {text(body), "", "", true};
        if (!person.is_body && person.given.empty() && person.suffix.empty()) person.is_body = true;
        if (!person.family.empty()) people.push_back(person);
        for (const xml_node& id : author.children("Identifier"))
          record_.other("orcid", person.family + ": " + text(id));
        for (const xml_node& info : author.children("AffiliationInfo"))
          record_.other("affiliations", person.family + ": " + text(info.child("Affiliation")));
      }
    }
  }

  /// Of the article alone: the lists of its references lie deeper.
  void read_ids(const xml_node& list) {
    for (const xml_node& id : list.children("ArticleId")) {
      const std::string kind = id.attribute("IdType").value();
      const std::string value = text(id);
      if (kind == "doi" && record_.doi.empty())
        record_.doi = value;
      else if (kind == "pmc" && record_.pmcid.empty())
        record_.pmcid = value;
      else if (kind == "pubmed" && record_.pmid.empty())
        record_.pmid = value;
      else if (value != record_.doi && value != record_.pmid && value != record_.pmcid)
        record_.other("pubmed.ArticleId", value + " [" + kind + "]");
    }
  }

  void read_mesh(const xml_node& list) {
    for (const xml_node& heading : list.children("MeshHeading")) {
      std::string words;
      for (const xml_node& part : heading.children()) {
        if (part.type() != pugi::node_element) continue;
        const bool is_major = std::string_view(part.attribute("MajorTopicYN").value()) == "Y";
        words += (words.empty() ? "" : "/") + std::string(is_major ? "*" : "") + text(part);
      }
      record_.other(std::string(mesh_field), words);
    }
  }

  static std::string date(const xml_node& node) {
    if (const xml_node free = node.child("MedlineDate")) return plain_date(text(free));
    const std::string season = text(node.child("Season"));
    const std::string year = text(node.child("Year"));
    if (!season.empty()) return plain_date(year + " " + season);
    return date_of(year, text(node.child("Month")), text(node.child("Day")));
  }

  static std::string pages(const xml_node& node) {
    if (const xml_node medline = node.child("MedlinePgn")) return text(medline);
    const std::string end = text(node.child("EndPage"));
    return text(node.child("StartPage")) + (end.empty() ? "" : "-" + end);
  }

  void take_note(const std::string& note) {
    const std::string value(base::trim(note));
    if (const auto field = field_of_note(value))
      restore_field(record_, *field);
    else if (!value.empty())
      record_.notes.push_back(value);
  }

  const xml_node& node_;
  BibRecord record_;
};

void parse(BibParsing& parsing) {
  parse_xml_records(
      parsing, {"PubmedArticle", "PubmedBookArticle"}, "pubmed",
      [&](const xml_node& node, std::size_t line) {
        const bool is_article = node.child("MedlineCitation") || node.child("BookDocument");
        if (!is_article) {
          parsing.say(Severity::loss, "pubmed.no-article",
                      "a record without a citation stands here; it is left out", line);
          return;
        }
        BibRecord record = ArticleReader(node, line).read();
        say_retraction(parsing, "pubmed", record);
        parsing.take(std::move(record));
      });
}

bool sniff(const Source& source) {
  const std::string root = root_name(text_head(source));
  return root == "PubmedArticleSet" || root == "PubmedArticle" || root == "PubmedBookArticle";
}

void read(const Source& source, const ReadOptions& options, model::BatchSink& sink,
          base::Diagnostics& found, base::Progress& progress) {
  read_xml_bibliography("pubmed", parse, source, options, sink, found, progress);
}

// ------------------------------------------------------------------------------------ writing

class ArticlePrinter {
 public:
  std::string print(const BibRecord& record) {
    out_ = "<PubmedArticle>\n<MedlineCitation Owner=\"Retroduce\" Status=\"In-Data-Review\">\n";
    leaf("PMID", record.pmid);
    out_ += "<Article>\n<Journal>\n";
    for (const std::string& issn : record.issn) leaf("ISSN", issn);
    out_ += "<JournalIssue>\n";
    leaf("Volume", record.volume);
    leaf("Issue", record.issue);
    put_date(record.date);
    out_ += "</JournalIssue>\n";
    leaf("Title", record.container);
    leaf("ISOAbbreviation", record.abbreviation);
    out_ += "</Journal>\n";
    leaf("ArticleTitle", record.title);
    if (!record.pages.empty())
      out_ += "<Pagination><MedlinePgn>" + base::xml_escaped(record.pages) +
              "</MedlinePgn></Pagination>\n";
    if (!record.doi.empty())
      out_ += "<ELocationID EIdType=\"doi\" ValidYN=\"Y\">" + base::xml_escaped(record.doi) +
              "</ELocationID>\n";
    put_abstract(record.abstract);
    people(record.authors, "authors");
    people(record.editors, "editors");
    leaf("Language", record.language);
    put_types(record);
    out_ += "</Article>\n";
    put_mesh(record);
    list("KeywordList", "Keyword", record.keywords);
    put_notes(record);
    out_ += "</MedlineCitation>\n";
    if (!record.pmcid.empty())
      out_ += "<PubmedData><ArticleIdList><ArticleId IdType=\"pmc\">" +
              base::xml_escaped(record.pmcid) + "</ArticleId></ArticleIdList></PubmedData>\n";
    return out_ + "</PubmedArticle>\n";
  }

 private:
  void leaf(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    out_.append("<").append(name).append(">").append(base::xml_escaped(value));
    out_.append("</").append(name).append(">\n");
  }

  void list(std::string_view name, std::string_view item, const std::vector<std::string>& values) {
    if (values.empty()) return;
    out_.append("<").append(name).append(">\n");
    for (const std::string& value : values) leaf(item, value);
    out_.append("</").append(name).append(">\n");
  }

  void put_date(const std::string& date) {
    if (date.empty()) return;
    out_ += "<PubDate>";
    const auto parts = parts_of(date);
    if (parts) {
      leaf("Year", date.substr(0, 4));
      leaf("Month", month_name(parts->month));
      if (parts->day > 0) leaf("Day", date.substr(8));
    } else {
      leaf("MedlineDate", date);
    }
    out_ += "</PubDate>\n";
  }

  void put_abstract(const std::string& abstract) {
    if (abstract.empty()) return;
    list("Abstract", "AbstractText", base::split(abstract, '\n'));
  }

  void people(const std::vector<BibPerson>& people, std::string_view kind) {
    if (people.empty()) return;
    out_.append("<AuthorList Type=\"").append(kind).append("\">\n");
    for (const BibPerson& person : people) {
      out_ += "<Author>";
      if (person.is_body) {
        leaf("CollectiveName", person.family);
      } else {
        leaf("LastName", person.family);
        leaf("ForeName", person.given);
        leaf("Suffix", person.suffix);
      }
      out_ += "</Author>\n";
    }
    out_ += "</AuthorList>\n";
  }

  void put_types(const BibRecord& record) {
    for (const model::Field& field : record.others) {
      if (field.name == types_field)
        list("PublicationTypeList", "PublicationType", base::split(field.value, '\n'));
    }
  }

  void put_mesh(const BibRecord& record) {
    for (const model::Field& field : record.others) {
      if (field.name != mesh_field) continue;
      out_ += "<MeshHeadingList>\n";
      for (const std::string& heading : base::split(field.value, '\n')) {
        out_ += "<MeshHeading>";
        leaf("DescriptorName", heading);
        out_ += "</MeshHeading>\n";
      }
      out_ += "</MeshHeadingList>\n";
    }
  }

  void note(const model::Field& field) {
    if (!field.value.empty()) leaf("GeneralNote", noted(field));
  }

  void put_notes(const BibRecord& record) {
    note({"key", record.key});
    if (record.type != type_of_publication_types(record.others))
      note({"type", record.type.empty() ? std::string("-") : record.type});
    note({"isbn", base::join(record.isbn, "\n")});
    note({"publisher", record.publisher});
    note({"place", record.place});
    note({"database", record.database});
    note({"accession", record.accession});
    note({"other urls", base::join(record.urls, "\n")});
    for (const std::string& words : notes_to_write(record.notes)) leaf("GeneralNote", words);
    for (const model::Field& field : record.others) {
      if (field.name != mesh_field && field.name != types_field) note(field);
    }
  }

  std::string out_;
};

std::string print(const BibRecord& record) { return ArticlePrinter().print(record); }

std::unique_ptr<Writer> write(const std::filesystem::path& path, const WriteOptions& options) {
  return write_bibliography(path, options,
                            {"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PubmedArticleSet>\n", "",
                             "</PubmedArticleSet>\n"},
                            print);
}

}  // namespace

extern const Format format_pubmed;
constinit const Format format_pubmed{"pubmed",
                                     "PubMed XML",
                                     ".xml",
                                     "Carries the bibliography with all but the references of each "
                                     "article; what has no element of its "
                                     "own as general notes \"[name] value\". All but the "
                                     "documents' descriptions is left out: texts, "
                                     "extracts, coding, configurations.",
                                     sniff,
                                     read,
                                     write,
                                     false,
                                     true};

}  // namespace retroduce::interchange
