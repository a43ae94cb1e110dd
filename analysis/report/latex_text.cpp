#include "analysis/report/latex_text.hpp"

namespace roundwatt {

std::string latex_text(std::string_view text) {
  constexpr std::string_view carbon_dioxide = "CO2e";
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, carbon_dioxide.size()) == carbon_dioxide) {
      result += "CO\\textsubscript{2}e";
      i += carbon_dioxide.size() - 1;
      continue;
    }
    switch (text[i]) {
      case '&':
      case '%':
      case '$':
      case '#':
      case '_':
      case '{':
      case '}':
        result += '\\';
        result += text[i];
        break;
      case '~':
        result += "\\textasciitilde{}";
        break;
      case '^':
        result += "\\textasciicircum{}";
        break;
      case '\\':
        result += "\\textbackslash{}";
        break;
      case '<':
        result += "\\textless{}";
        break;
      case '>':
        result += "\\textgreater{}";
        break;
      case '"':
        result += "\\textquotedbl{}";
        break;
      case '\n':
      case '\r':
      case '\t':
        result += ' ';
        break;
      default:
        result += text[i];
    }
  }
  return result;
}

}  // namespace roundwatt
