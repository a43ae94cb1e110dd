#include "sim/grid/column_meaning.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <boost/algorithm/string.hpp>

#include "sim/grid/grid_layouts.hpp"

namespace roundwatt {

namespace {

struct IntensityUnit {
  const char* name;
  double g_per_kwh;
};
constexpr IntensityUnit units[]{{"g/kWh", 1},
                                {"kg/MWh", 1},
                                {"t/GWh", 1},
                                {"kg/kWh", 1000},
                                {"t/MWh", 1000},
                                {"mg/kWh", 1e-3},
                                {"g/MWh", 1e-3},
                                {"lb/MWh", g_per_kwh_of_lb_per_mwh},
                                {"lbs/MWh", g_per_kwh_of_lb_per_mwh},
                                {"lb/kWh", 1000 * g_per_kwh_of_lb_per_mwh},
                                {"lbs/kWh", 1000 * g_per_kwh_of_lb_per_mwh},
                                {"g/MJ", 3.6},
                                {"kg/GJ", 3.6},
                                {"tonnes/MWh", 1000},
                                {"tonne/MWh", 1000}};

/// A word in a header says another quantity.
struct OtherQuantity {
  const char* word;
  const char* quantity;
};
constexpr OtherQuantity others[]{{"w", "a power"},
                                 {"kw", "a power"},
                                 {"mw", "a power"},
                                 {"gw", "a power"},
                                 {"load", "a power"},
                                 {"demand", "a power"},
                                 {"generation", "a power or energy"},
                                 {"production", "a power or energy"},
                                 {"consumption", "a power or energy"},
                                 {"import", "a power or energy"},
                                 {"imports", "a power or energy"},
                                 {"export", "a power or energy"},
                                 {"exports", "a power or energy"},
                                 {"wh", "an energy"},
                                 {"kwh", "an energy"},
                                 {"mwh", "an energy"},
                                 {"gwh", "an energy"},
                                 {"twh", "an energy"},
                                 {"joules", "an energy"},
                                 {"capacity", "a power or energy"},
                                 {"eur", "a price"},
                                 {"usd", "a price"},
                                 {"gbp", "a price"},
                                 {"€", "a price"},
                                 {"$", "a price"},
                                 {"£", "a price"},
                                 {"price", "a price"},
                                 {"prices", "a price"},
                                 {"lmp", "a price"},
                                 {"cost", "a price"},
                                 {"%", "a share"},
                                 {"percent", "a share"},
                                 {"percentage", "a share"},
                                 {"share", "a share"},
                                 {"ratio", "a share"},
                                 {"temperature", "a temperature"},
                                 {"wind", "a source of energy"},
                                 {"solar", "a source of energy"},
                                 {"nuclear", "a source of energy"},
                                 {"hydro", "a source of energy"},
                                 {"coal", "a source of energy"},
                                 {"gas", "a source of energy"},
                                 {"oil", "a source of energy"},
                                 {"biomass", "a source of energy"},
                                 {"timestamp", "a time"},
                                 {"time", "a time"},
                                 {"date", "a time"},
                                 {"unix", "a time"},
                                 {"frequency", "an interval"},
                                 {"version", "a version"},
                                 {"estimated", "a remark"},
                                 {"source", "a remark"},
                                 {"emission", "a mass"},
                                 {"emissions", "a mass"}};
/// These are also names of countries.
constexpr std::array short_units{"w", "kw", "mw", "gw"};

/// Words that go with an intensity, and say no zone.
constexpr std::array words_of_intensity{"carbon", "intensity", "intensities", "emission", "emissions", "factor", "rate",
                                        "ci",     "co2",       "co2e",        "co2eq",    "eq",        "ghg",    "moer",
                                        "aoer",   "mef",       "aef",         "average",  "avg",       "mean",   "marginal",
                                        "direct", "life",      "cycle",       "lca",      "lifecycle"};
constexpr std::array names_of_intensity{"intensity", "intensities", "moer", "aoer", "mef", "aef", "ci", "factor"};

constexpr std::array parts_of_units{"g", "kg", "mg", "lb", "lbs", "t", "tonne", "tonnes", "kwh", "mwh", "gwh", "mj", "gj"};

template <typename Words>
bool is_among(const Words& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Boost's replace_all makes GCC 12 warn of its own std::string.
std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
  std::string result;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t found = std::min(text.find(what, begin), text.size());
    result.append(text.substr(begin, found - begin));
    if (found < text.size()) result.append(by);
    begin = found + what.size();
  }
  return result;
}

/// In small letters, of ASCII only, CO2 with no subscript and parted from what it is written together with.
std::string plain(std::string_view header) {
  std::string text = replaced(header, "₂", "2");
  for (char& letter : text) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  for (const char* co2 : {"co2-eq", "co2eq", "co2e", "co2"}) text = replaced(text, co2, " ");
  return text;
}

/// Words, and signs that say a unit.
std::vector<std::string> words_in(const std::string& text) {
  std::vector<std::string> words;
  boost::algorithm::split(words, text, boost::algorithm::is_any_of(" \t_()[]{},;:|"), boost::algorithm::token_compress_on);
  std::erase(words, "");
  return words;
}

/// A mass by an energy: in one word, or two of them with "per" or nothing between.
std::optional<double> unit_in(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (const auto factor = g_per_kwh_of(words[i])) return factor;
    for (std::size_t last = i + 1; last < std::min(words.size(), i + 3); ++last) {
      const std::string& next = words[last];
      if (next == "per") continue;
      const bool is_parted = words[i].ends_with('/') || next.starts_with('/');
      if (const auto factor = g_per_kwh_of(fmt::format("{}{}{}", words[i], is_parted ? "" : "/", next))) return factor;
      break;
    }
  }
  return std::nullopt;
}

/// What the words of another quantity say; nothing where there are none.
std::string other_quantity(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    // EUR/MWh is a price, not an energy.
    std::vector<std::string> parts;
    boost::algorithm::split(parts, word, boost::algorithm::is_any_of("/"));
    if (words.size() == 1 && is_among(short_units, word)) continue;
    for (const OtherQuantity& other : others) {
      if (parts.front() == other.word) return other.quantity;
    }
  }
  return "";
}

}  // namespace

std::optional<double> g_per_kwh_of(std::string_view unit) {
  std::string wanted = plain(unit);
  std::erase(wanted, ' ');
  for (const IntensityUnit& one : units) {
    if (wanted == boost::algorithm::to_lower_copy(std::string{one.name}, std::locale::classic())) return one.g_per_kwh;
  }
  return std::nullopt;
}

std::vector<std::string> intensity_units() {
  std::vector<std::string> names;
  for (const IntensityUnit& one : units) names.emplace_back(one.name);
  return names;
}

ColumnMeaning meaning_of(std::string_view header) {
  ColumnMeaning meaning;
  const std::string text = plain(header);
  const std::vector<std::string> words = words_in(text);
  const auto says = [&](std::initializer_list<const char*> any) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return is_among(any, word); });
  };
  if (says({"marginal", "moer", "mef"})) meaning.kind = GridKind::marginal;
  if (says({"average", "avg", "mean", "aoer", "aef"})) meaning.kind = GridKind::average;
  if (says({"direct"})) meaning.accounting = GridAccounting::direct;
  if (says({"life", "lca", "lifecycle", "life-cycle"})) meaning.accounting = GridAccounting::life_cycle;
  meaning.g_per_kwh = unit_in(words);
  const bool has_unit = meaning.g_per_kwh.has_value();
  const bool is_named =
      std::any_of(words.begin(), words.end(), [](const std::string& word) { return is_among(names_of_intensity, word); }) ||
      (says({"emission", "emissions"}) && says({"rate", "rates"}));
  if (!has_unit && !is_named) meaning.quantity = other_quantity(words);
  meaning.of = has_unit || is_named        ? ColumnMeaning::Of::intensity
               : !meaning.quantity.empty() ? ColumnMeaning::Of::other
                                           : ColumnMeaning::Of::unsaid;
  if (meaning.of == ColumnMeaning::Of::unsaid) {
    meaning.zone = std::string{header};
    return meaning;
  }
  // In the letters of the header: a zone is found by its exact name.
  std::vector<std::string> left;
  const std::vector<std::string> written = words_in(replaced(header, "₂", "2"));
  for (const std::string& word : written) {
    std::string small = word;
    boost::algorithm::to_lower(small, std::locale::classic());
    const std::string bare = plain(word);
    const bool is_part_of_unit = has_unit && (small == "per" || bare.find('/') != std::string::npos ||
                                              is_among(parts_of_units, boost::algorithm::trim_copy(bare)));
    if (is_part_of_unit || is_among(words_of_intensity, small) || boost::algorithm::trim_copy(bare).empty()) continue;
    left.push_back(word);
  }
  meaning.zone = fmt::format("{}", fmt::join(left, " "));
  return meaning;
}

}  // namespace roundwatt
