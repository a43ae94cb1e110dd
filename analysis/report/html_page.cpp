#include "analysis/report/html_page.hpp"

#include <fmt/format.h>

#include "analysis/report/column_scale.hpp"
#include "analysis/report/page_assets.hpp"
#include "sim/base/error.hpp"
#include "sim/base/version.hpp"

namespace roundwatt {

namespace {

constexpr std::size_t most_rows_shown = 300;

std::string_view asset(const std::string& name) {
  for (const EmbeddedFile& one : page_files()) {
    if (one.name == name) return one.bytes;
  }
  throw RunError{"the report has no part " + name};
}

nlohmann::json specification(const std::string& id, const std::map<std::string, std::string>& units) {
  std::string text{asset(id + ".json")};
  for (const auto& [name, unit] : units) {
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + unit.size())) {
      text.replace(at, name.size(), unit);
    }
  }
  return nlohmann::json::parse(text);
}

/// JSON that may stand inside a script element: no tag can begin in it.
std::string script_json(const nlohmann::json& document) {
  std::string text;
  for (const char letter : document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)) {
    if (letter == '<') {
      text += "\\u003c";
    } else {
      text += letter;
    }
  }
  return text;
}

std::string cell_html(const nlohmann::json& value) {
  if (value.is_number()) return fmt::format("<td class=\"number\">{:.6g}</td>", value.get<double>());
  if (value.is_null()) return "<td>-</td>";
  return fmt::format("<td>{}</td>", escaped_html(value.is_string() ? value.get<std::string>() : value.dump()));
}

/// The rows behind a chart, for those who do not see it.
std::string rows_html(const nlohmann::json& rows) {
  std::string text = "<div class=\"scroll\"><table><thead><tr>";
  for (const auto& [key, value] : rows.front().items()) text += fmt::format("<th>{}</th>", escaped_html(key));
  text += "</tr></thead><tbody>\n";
  std::size_t shown = 0;
  for (const auto& row : rows) {
    if (shown++ == most_rows_shown) break;
    text += "<tr>";
    for (const auto& [key, value] : row.items()) text += cell_html(value);
    text += "</tr>\n";
  }
  text += "</tbody></table></div>";
  if (rows.size() > most_rows_shown) {
    text += fmt::format("<p class=\"fine\">The first {} of {} rows.</p>", most_rows_shown, rows.size());
  }
  return text;
}

std::string chart_html(const PageChart& chart, bool drawn) {
  const std::string place =
      drawn ? fmt::format(
                  "<div class=\"chart\" id=\"chart-{}\" role=\"group\" aria-label=\"{}. The table below has "
                  "its data.\"></div>",
                  chart.id, escaped_html(chart.title))
            : "";
  return fmt::format(
      "<section aria-labelledby=\"title-{0}\"><h2 id=\"title-{0}\">{1}</h2><p class=\"words\">{2}</p>{3}"
      "<details{4}><summary>Data of this chart</summary>{5}</details></section>\n",
      chart.id, escaped_html(chart.title), escaped_html(chart.words), place, drawn ? "" : " open", rows_html(chart.rows));
}

std::string table_html(const ReportTable& table) {
  if (table.rows.empty()) return "";
  std::string text = fmt::format("<section><h2>{}</h2><div class=\"scroll\"><table><thead><tr>", escaped_html(table.title));
  std::vector<ColumnScale> scales;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    std::vector<ReportValue> values;
    for (const auto& row : table.rows) values.push_back(row[i]);
    scales.emplace_back(table.columns[i].measure, values, values);
    const std::string unit = scales.back().unit().empty() ? "" : fmt::format(" [{}]", scales.back().unit());
    const char* number = table.columns[i].measure == Measure::text ? "" : " class=\"number\"";
    text += fmt::format("<th{}>{}{}</th>", number, escaped_html(table.columns[i].title), unit);
  }
  text += "</tr></thead><tbody>\n";
  for (std::size_t row = 0; row < table.rows.size() && row < most_rows_shown; ++row) {
    text += "<tr>";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const char* number = table.columns[i].measure == Measure::text ? "" : " class=\"number\"";
      text += fmt::format("<td{}>{}</td>", number, escaped_html(scales[i].text(table.rows[row][i], table.columns[i].absent)));
    }
    text += "</tr>\n";
  }
  return text + "</tbody></table></div></section>\n";
}

std::string facts_html(const ReportSection& section) {
  std::string text = fmt::format("<section><h2>{}</h2><div class=\"scroll\"><table><tbody>\n", escaped_html(section.name));
  for (const ReportFact& fact : section.facts) {
    text += fmt::format("<tr><th>{}</th><td style=\"white-space:normal\">{}</td></tr>\n", escaped_html(fact.label.title),
                        escaped_html(value_text(fact.label.measure, fact.value)));
  }
  return text + "</tbody></table></div></section>\n";
}

std::string head_html(const Page& page, PageUse use) {
  std::string text = fmt::format(
      "<!doctype html>\n<html lang=\"en\"{4}><head><meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, "
      "initial-scale=1\">\n<title>{0}</title>\n<style>\n{1}</style></head>\n"
      "<body>\n<header><h1>{0}</h1><p class=\"headline\">{2}</p><p class=\"fine\">{3}</p>\n",
      escaped_html(page.title), asset("style.css"), escaped_html(page.headline), escaped_html(page.fine_print),
      use == PageUse::drawings ? " data-drawings" : "");
  for (const std::string& mark : page.marks) text += fmt::format("<p class=\"mark\">{}</p>\n", escaped_html(mark));
  text += "<div class=\"tiles\">";
  for (const PageTile& tile : page.tiles) {
    text +=
        fmt::format("<div class=\"tile\"><b>{}</b><span>{}</span></div>", escaped_html(tile.value), escaped_html(tile.meaning));
  }
  return text + "</div></header>\n<main>\n";
}

std::string tail_html(const Page& page, const nlohmann::json& charts) {
  std::string text;
  if (!page.notes.empty()) {
    text += "<section><h2>Notes</h2><ul>";
    for (const std::string& note : page.notes) text += fmt::format("<li>{}</li>", escaped_html(note));
    text += "</ul></section>\n";
  }
  text += fmt::format(
      "<section><h2>What the run was made of</h2><details><summary>The scenario, "
      "resolved</summary><pre>{}</pre></details></section>\n"
      "</main>\n<footer>roundwatt-analyze {}. This page needs no network.</footer>\n",
      escaped_html(page.scenario), program_version);
  if (chart_libraries().empty()) return text + "</body></html>\n";
  text += fmt::format("<script type=\"application/json\" id=\"data\">{}</script>\n", script_json({{"charts", charts}}));
  for (const EmbeddedFile& library : chart_libraries()) text += fmt::format("<script>{}</script>\n", library.bytes);
  return text + fmt::format("<script>\n{}</script>\n</body></html>\n", asset("page.js"));
}

}  // namespace

std::string escaped_html(std::string_view text) {
  std::string escaped;
  for (const char letter : text) {
    switch (letter) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += letter;
    }
  }
  return escaped;
}

bool can_draw_charts() { return !chart_libraries().empty(); }

std::string render_page(const Page& page, PageUse use) {
  const bool drawn = can_draw_charts();
  nlohmann::json charts = nlohmann::json::array();
  std::string text = head_html(page, use);
  if (!drawn) {
    text +=
        "<p class=\"mark\">Charts are left out: their libraries were not there when roundwatt-analyze was built "
        "(scripts/install.sh fetches them). The tables have their data.</p>\n";
  }
  for (const PageChart& chart : page.charts) {
    if (chart.rows.empty()) continue;
    text += chart_html(chart, drawn);
    charts.push_back({{"id", chart.id}, {"spec", specification(chart.id, page.units)}, {"rows", chart.rows}});
  }
  for (const ReportSection& section : page.sections) {
    text += facts_html(section);
    for (const ReportTable& table : section.tables) text += table_html(table);
  }
  return text + tail_html(page, charts);
}

}  // namespace roundwatt
