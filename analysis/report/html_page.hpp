#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "analysis/report/report.hpp"

namespace roundwatt {

/// A drawing with the rows behind it.
struct PageChart {
  std::string id;  ///< its specification is page/ID.json
  std::string title;
  std::string words;                              ///< how to read it, one or two sentences
  nlohmann::json rows = nlohmann::json::array();  ///< objects with the same keys
};

/// A figure that must be seen at once.
struct PageTile {
  std::string value, meaning;
};

/// A report as one HTML page. All text is of anybody: it is escaped.
struct Page {
  std::string title;
  std::string headline;
  std::string fine_print;          ///< boundary and grid, in words
  std::vector<std::string> marks;  ///< must be seen with the numbers
  std::vector<PageTile> tiles;
  std::map<std::string, std::string> units;  ///< of specifications: "@time" → "minutes"
  std::vector<PageChart> charts;             ///< those without rows are left out
  std::vector<ReportSection> sections;       ///< tables
  std::vector<std::string> notes;
  std::string scenario;  ///< what the first run was made of, YAML
};

/// The program was built with the chart libraries.
bool can_draw_charts();

/// What becomes of a page.
enum class PageUse {
  reading,
  drawings  ///< its script leaves each chart as SVG in the element "drawings", for who takes the document from a browser
};

/// One file that needs no other: style, script, chart libraries and data are in it. Without the libraries it has tables alone,
/// and says so.
std::string render_page(const Page& page, PageUse use = PageUse::reading);

/// \p text as it stands between tags.
std::string escaped_html(std::string_view text);

}  // namespace roundwatt
