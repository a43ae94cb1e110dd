#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/report/report.hpp"
#include "sim/base/unit.hpp"
#include "sim/base/version.hpp"

namespace roundwatt {

namespace {

using Json = nlohmann::ordered_json;

Json json_value(const ReportValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return *whole;
  if (const auto* seed = std::get_if<std::uint64_t>(&value)) return *seed;
  if (const auto* truth = std::get_if<bool>(&value)) return *truth;
  const auto* number = std::get_if<double>(&value);
  if (number == nullptr || !std::isfinite(*number)) return nullptr;
  return *number;
}

Json json_table(const ReportTable& table) {
  Json rows = Json::array();
  for (const auto& row : table.rows) {
    Json object = Json::object();
    for (std::size_t i = 0; i < table.columns.size(); ++i) object[table.columns[i].key] = json_value(row[i]);
    rows.push_back(std::move(object));
  }
  return rows;
}

Json json_section(const ReportSection& section) {
  Json facts = Json::object();
  for (const ReportFact& fact : section.facts) facts[fact.label.key] = json_value(fact.value);
  Json tables = Json::object();
  Json empty = Json::object();
  for (const ReportTable& table : section.tables) {
    tables[table.key] = json_table(table);
    if (table.rows.empty() && !table.empty_because.empty()) empty[table.key] = table.empty_because;
  }
  return {{"name", section.name},
          {"marks", section.marks},
          {"facts", std::move(facts)},
          {"tables", std::move(tables)},
          {"empty_because", std::move(empty)},
          {"warnings", section.warnings}};
}

}  // namespace

ReportValue number_or_text(const std::string& text) {
  std::int64_t whole = 0;
  const char* const end = text.data() + text.size();
  if (const auto [stop, error] = std::from_chars(text.data(), end, whole); error == std::errc{} && stop == end) return whole;
  if (const auto number = parse_number(text)) return *number;
  return text;
}

std::string render_json(const Report& report) {
  Json results = Json::array();
  for (const ReportSection& section : report.sections) results.push_back(json_section(section));
  const Json document{
      {"program", "roundwatt-analyze"}, {"version", program_version}, {"verb", report.verb}, {"results", results}};
  constexpr int indent = 2;
  return document.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace roundwatt
