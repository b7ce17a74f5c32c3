// REFI-QDA codebooks (.qdc): a tree of codes, with their colours and descriptions.
#include "interchange/findings.h"
#include "interchange/format.h"
#include "interchange/refi_codes.h"
#include "interchange/refi_writer.h"
#include "interchange/refi_xml.h"

namespace retroduce::interchange {

namespace {

bool sniff(const Source& source) {
  if (source.is_folder) return false;
  // In UTF-16 every other byte is a NUL.
  std::string head;
  for (const char c : source.head) {
    if (c != '\0') head.push_back(c);
  }
  const std::size_t root = head.find("CodeBook");
  const bool is_root =
      root != std::string::npos && root > 0 && (head[root - 1] == '<' || head[root - 1] == ':');
  return is_root && head.find("<Project") == std::string::npos;
}

void read(const Source& source, const ReadOptions& options, model::BatchSink& sink,
          base::Diagnostics& found, base::Progress&) {
  Findings findings(found);
  refi::Xml xml(source.name(), findings);
  if (xml.load(source.files->read(source.path), "CodeBook")) {
    refi::Codes codes(xml);
    const refi::Node sets = refi::child(xml.root(), "Sets");
    codes.read(refi::child(xml.root(), "Codes"), refi::attribute(xml.root(), "origin"));
    codes.find_roles(sets, options.roles);
    if (codes.size() == 0 && !findings.refused())
      xml.note("no-codes", "the codebook holds no codes");
    if (!findings.refused()) {
      codes.send(sink, false);
      for (const refi::Node set : refi::children(sets, "Set"))
        sink.add(model::ForeignPart{std::string(refi::system_name),
                                    "Set",
                                    refi::guid_at(set),
                                    model::ThingKind::review,
                                    0,
                                    refi::Xml::plain(set),
                                    {},
                                    0});
      codes.tell_roles();
    }
  }
  findings.close();
}

}  // namespace

extern const Format format_qdc;
constinit const Format format_qdc{
    "qdc",
    "REFI-QDA codebook, a tree of codes",
    ".qdc",
    "Codes become concepts, with hierarchy, colour and description; sets are kept and given back.",
    sniff,
    read,
    refi::write_codebook};

}  // namespace retroduce::interchange
