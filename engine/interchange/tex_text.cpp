#include "interchange/tex_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/text.h"
#include "base/text_key.h"

namespace retroduce::interchange {

namespace {

struct Accent {
  char command;
  std::uint32_t combining;
};

constexpr std::array<Accent, 15> accents = {{
    {'"', 0x308},
    {'\'', 0x301},
    {'`', 0x300},
    {'^', 0x302},
    {'~', 0x303},
    {'=', 0x304},
    {'.', 0x307},
    {'u', 0x306},
    {'v', 0x30C},
    {'H', 0x30B},
    {'c', 0x327},
    {'k', 0x328},
    {'r', 0x30A},
    {'b', 0x331},
    {'d', 0x323},
}};

using Word = std::pair<std::string_view, std::string_view>;

constexpr std::array<Word, 93> words = {{
    {"ss", "ß"},
    {"o", "ø"},
    {"O", "Ø"},
    {"l", "ł"},
    {"L", "Ł"},
    {"ae", "æ"},
    {"AE", "Æ"},
    {"oe", "œ"},
    {"OE", "Œ"},
    {"aa", "å"},
    {"AA", "Å"},
    {"i", "ı"},
    {"j", "ȷ"},
    {"dh", "ð"},
    {"DH", "Ð"},
    {"dj", "đ"},
    {"DJ", "Đ"},
    {"th", "þ"},
    {"TH", "Þ"},
    {"ng", "ŋ"},
    {"S", "§"},
    {"P", "¶"},
    {"pounds", "£"},
    {"copyright", "©"},
    {"dag", "†"},
    {"ddag", "‡"},
    {"textendash", "–"},
    {"textemdash", "—"},
    {"textellipsis", "…"},
    {"ldots", "…"},
    {"dots", "…"},
    {"textquoteleft", "‘"},
    {"textquoteright", "’"},
    {"textquotedblleft", "“"},
    {"textquotedblright", "”"},
    {"guillemotleft", "«"},
    {"guillemotright", "»"},
    {"textbackslash", "\\"},
    {"textasciitilde", "~"},
    {"textasciicircum", "^"},
    {"textbraceleft", "{"},
    {"textbraceright", "}"},
    {"textbar", "|"},
    {"textless", "<"},
    {"textgreater", ">"},
    {"textdegree", "°"},
    {"textregistered", "®"},
    {"texttrademark", "™"},
    {"texteuro", "€"},
    {"euro", "€"},
    {"textquotesingle", "'"},
    {"newline", "\n"},
    {"par", "\n"},
    {"times", "×"},
    {"pm", "±"},
    {"leq", "≤"},
    {"geq", "≥"},
    {"neq", "≠"},
    {"approx", "≈"},
    {"sim", "∼"},
    {"infty", "∞"},
    {"rightarrow", "→"},
    {"to", "→"},
    {"leftarrow", "←"},
    {"cdot", "·"},
    {"circ", "°"},
    {"alpha", "α"},
    {"beta", "β"},
    {"gamma", "γ"},
    {"delta", "δ"},
    {"epsilon", "ε"},
    {"varepsilon", "ε"},
    {"zeta", "ζ"},
    {"eta", "η"},
    {"theta", "θ"},
    {"kappa", "κ"},
    {"lambda", "λ"},
    {"mu", "μ"},
    {"nu", "ν"},
    {"pi", "π"},
    {"rho", "ρ"},
    {"sigma", "σ"},
    {"tau", "τ"},
    {"phi", "φ"},
    {"chi", "χ"},
    {"psi", "ψ"},
    {"omega", "ω"},
    {"Gamma", "Γ"},
    {"Delta", "Δ"},
    {"Sigma", "Σ"},
    {"Omega", "Ω"},
    {"Phi", "Φ"},
    {"textmu", "µ"},
}};

/// Commands that say only how their argument looks, or nothing that a text could hold.
constexpr std::array<std::string_view, 32> dress = {
    "emph",   "textit",  "textbf",    "textsc",    "textrm",  "textsf", "texttt",     "textup",
    "textsl", "text",    "mathrm",    "mathit",    "mathbf",  "mathsf", "mbox",       "ensuremath",
    "it",     "bf",      "em",        "sc",        "rm",      "tt",     "textnormal", "noopsort",
    "relax",  "protect", "uppercase", "lowercase", "mathcal", "url",    "nolinkurl",  "path"};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::optional<std::uint32_t> combining_of(std::string_view command) {
  if (command.size() != 1) return std::nullopt;
  for (const Accent& accent : accents) {
    if (accent.command == command[0]) return accent.combining;
  }
  return std::nullopt;
}

std::size_t character_length(std::string_view text) {
  std::size_t length = 1;
  while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U)
    ++length;
  return length;
}

class Reader {
 public:
  Reader(std::string_view tex, Braces braces) : tex_(tex), keep_(braces == Braces::keep) {}

  std::string run() {
    while (at_ < tex_.size()) step();
    return std::move(out_);
  }

 private:
  void step() {
    const char c = tex_[at_];
    if (c == '\\') return command();
    if (is_blank(c)) return blank();
    ++at_;
    if (c == '{' || c == '}') {
      if (keep_) out_ += c;
    } else if (c == '~') {
      out_ += ' ';
    } else if (c == '$') {
      // Mathematics is set in plain characters.
    } else if (c == '-') {
      dashes();
    } else if ((c == '`' || c == '\'') && at_ < tex_.size() && tex_[at_] == c) {
      ++at_;
      out_ += c == '`' ? "“" : "”";
    } else {
      out_ += c;
    }
  }

  void blank() {
    while (at_ < tex_.size() && is_blank(tex_[at_])) ++at_;
    if (out_.empty() || out_.back() != '\n') out_ += ' ';
  }

  void dashes() {
    std::size_t count = 1;
    while (at_ < tex_.size() && tex_[at_] == '-' && count < 3) {
      ++at_;
      ++count;
    }
    out_ += count == 1 ? "-" : count == 2 ? "–" : "—";
  }

  std::string_view command_name() {
    const std::size_t start = ++at_;
    if (at_ >= tex_.size()) return {};
    if (!is_letter(tex_[at_])) {
      at_ += character_length(tex_.substr(at_));
      return tex_.substr(start, at_ - start);
    }
    while (at_ < tex_.size() && is_letter(tex_[at_])) ++at_;
    return tex_.substr(start, at_ - start);
  }

  void skip_blanks() {
    while (at_ < tex_.size() && is_blank(tex_[at_])) ++at_;
  }

  /// "{}" behind a command only ends it.
  void end_of_word() {
    if (tex_.substr(at_).starts_with("{}")) {
      at_ += 2;
      return;
    }
    skip_blanks();
  }

  void command() {
    const std::size_t start = at_;
    const std::string_view name = command_name();
    if (name.empty()) {
      out_ += '\\';
      return;
    }
    if (const auto combining = combining_of(name)) {
      if (accent(*combining)) return;
    }
    if (name.size() == 1 && std::string_view("&%$#_{}").find(name[0]) != std::string_view::npos) {
      out_ += name;
      return;
    }
    if (name == "\\") {
      out_ += ' ';
      return;
    }
    if (name.size() == 1 && (is_blank(name[0]) ||
                             std::string_view(",;:!-/@").find(name[0]) != std::string_view::npos)) {
      if (is_blank(name[0]) || name == "," || name == ";" || name == ":") out_ += ' ';
      return;
    }
    const auto word = std::find_if(words.begin(), words.end(),
                                   [&](const Word& each) { return each.first == name; });
    if (word != words.end()) {
      out_ += word->second;
      return end_of_word();
    }
    if (std::find(dress.begin(), dress.end(), name) != dress.end()) return end_of_word();
    out_.append(tex_.substr(start, at_ - start));
  }

  /// The accented letter behind the command, with or without braces; false where there is none, and
  /// then nothing was taken.
  bool accent(std::uint32_t combining) {
    const std::size_t back = at_;
    if (is_letter(tex_[at_ - 1])) skip_blanks();
    std::size_t open = 0;
    while (at_ < tex_.size() && tex_[at_] == '{') {
      ++at_;
      ++open;
    }
    std::string letter;
    if (at_ < tex_.size() && tex_[at_] == '\\') {
      const std::string_view name = command_name();
      if (name == "i") letter = "i";
      if (name == "j") letter = "j";
      for (const Word& word : words) {
        if (letter.empty() && word.first == name) letter = word.second;
      }
      if (is_letter(tex_[at_ - 1])) skip_blanks();
    } else if (at_ < tex_.size() && tex_[at_] != '}' && !is_blank(tex_[at_])) {
      const std::size_t length = character_length(tex_.substr(at_));
      letter = std::string(tex_.substr(at_, length));
      at_ += length;
    }
    if (letter.empty()) {
      at_ = back;
      return false;
    }
    base::append_utf8(letter, combining);
    out_ += composed(letter);
    while (open > 0 && at_ < tex_.size() && tex_[at_] == '}') {
      ++at_;
      --open;
    }
    return true;
  }

  static std::string composed(const std::string& letter) { return base::composed(letter); }

  std::string_view tex_;
  bool keep_;
  std::size_t at_ = 0;
  std::string out_;
};

}  // namespace

std::string from_tex(std::string_view tex, Braces braces) {
  const std::string text = Reader(tex, braces).run();
  std::string out;
  for (const std::string& line : base::split(text, '\n')) {
    const std::string folded = base::collapse_blanks(line);
    if (!out.empty() && !folded.empty()) out += '\n';
    out += folded;
  }
  return out;
}

std::string to_tex(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool twice = i + 1 < text.size() && text[i + 1] == c;
    if (c == '&' || c == '%' || c == '$' || c == '#' || c == '_') {
      out.append("\\").append(1, c);
    } else if (c == '\\') {
      out += "\\textbackslash{}";
    } else if (c == '{') {
      out += "\\textbraceleft{}";
    } else if (c == '}') {
      out += "\\textbraceright{}";
    } else if (c == '~') {
      out += "\\textasciitilde{}";
    } else if (c == '^') {
      out += "\\textasciicircum{}";
    } else if (c == '\n') {
      out += "\\newline{} ";
    } else if ((c == '-' || c == '`' || c == '\'') && twice) {
      out.append(1, c).append("{}");
    } else {
      out += c;
    }
  }
  return out;
}

std::string from_tex_verbatim(std::string_view tex) {
  std::string out;
  for (std::size_t i = 0; i < tex.size(); ++i) {
    const bool escaped = tex[i] == '\\' && i + 1 < tex.size() &&
                         std::string_view("_%&#$~{}").find(tex[i + 1]) != std::string_view::npos;
    if (!escaped) out += tex[i];
  }
  return std::string(base::trim(out));
}

}  // namespace retroduce::interchange
