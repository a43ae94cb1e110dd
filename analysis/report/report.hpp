#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace roundwatt {

/// What a number is, hence how it is shown to people; files always have SI.
enum class Measure {
  text,
  count,
  seconds,
  joules,
  grams,  ///< CO2e
  bytes,
  g_per_kwh,
  watts,
  share,  ///< of 1; people read per cent
  factor  ///< a plain number
};

/// A value of a report, in SI; nothing where it is not known or not applicable.
using ReportValue = std::variant<std::monostate, std::string, std::int64_t, std::uint64_t, double, bool>;

/// A text as the number that it is, for those who read JSON, or as it stands: "3", "0.5", "2020 to 2023".
ReportValue number_or_text(const std::string& text);

/// A column of a table, or a fact.
struct ReportColumn {
  std::string key;    ///< in CSV and JSON; never changes, ends with its unit
  std::string title;  ///< for people, without the unit
  Measure measure = Measure::text;
  std::string absent = "-";  ///< for people, where there is no value
};

struct ReportFact {
  ReportColumn label;
  ReportValue value;
};

struct ReportTable {
  std::string key;
  std::string title;
  std::vector<ReportColumn> columns;
  std::vector<std::vector<ReportValue>> rows;
  std::string empty_because;          ///< said instead of a table without rows
  std::size_t most_shown = SIZE_MAX;  ///< rows for people, 0: not for people; files have all
};

/// What is said about one run, or about all together.
struct ReportSection {
  std::string name;
  std::vector<std::string> marks;  ///< must be seen with the numbers: an incomplete trace, a frozen schedule
  std::vector<ReportFact> facts;
  std::vector<ReportTable> tables;
  std::vector<std::string> warnings = {};  ///< go to stderr
  std::vector<std::string> drawing = {};   ///< lines for people alone, before the tables
};

struct Report {
  std::string verb;
  std::vector<ReportSection> sections;
};

enum class ReportFormat { text, csv, json, latex };

/// The report as it goes to stdout, ending with a line break.
std::string render(const Report& report, ReportFormat format);

/// For people: aligned tables, one unit a column.
std::string render_text(const Report& report);
/// One block a table, introduced by "# key" and separated by blank lines; a first column `run` names the section.
std::string render_csv(const Report& report);
/// One object: {"verb", "version", "results": [{"name", "marks", "facts", "tables", "warnings"}]}.
std::string render_json(const Report& report);
/// For papers: a booktabs table each, with the units and the rows of render_text; facts are comments.
std::string render_latex(const Report& report);

}  // namespace roundwatt
