#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "sim/base/letter_case.hpp"
#include "sim/base/unit.hpp"
#include "sim/grid/grid_layouts.hpp"

namespace roundwatt {

namespace {

using Json = nlohmann::json;

std::string text_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

const Json* list_in(const Json& object, const char* key) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(key);
  return found != object.end() && found->is_array() ? &*found : nullptr;
}

/// The document itself, or the list under \p key.
const Json* list_of(const Json& document, const char* key) { return document.is_array() ? &document : list_in(document, key); }

/// Whether a list's first entry is an object with \p key.
bool begins_with(const Json* list, const char* key) {
  return list != nullptr && !list->empty() && list->front().is_object() && list->front().contains(key);
}

/// Reads the entries of one file, and keeps what is wrong with them.
class EntryReader {
 public:
  EntryReader(const ImportOptions& options, ImportedFile& file, ProblemList& problems)
      : options_{options}, file_{file}, problems_{problems} {}

  /// The entry \p number of a list, its stamp in \p time_key, its value \p value: a number, a number in quotes, or null.
  void take(std::size_t number, const Json& entry, const char* time_key, const Json& value, ImportedPoint point,
            double factor = 1) {
    const auto start = parse_utc(text_of(entry, time_key));
    if (!start) return problem(number, fmt::format("has no instant in {}.", time_key));
    point.start = *start;
    if (!value.is_null()) {
      const auto number_read = value.is_string()   ? parse_number(value.get<std::string>())
                               : value.is_number() ? std::optional{value.get<double>()}
                                                   : std::nullopt;
      if (!number_read || *number_read < 0)
        return problem(number, fmt::format("has the value {}: a number ≥ 0 is wanted.", value.dump()));
      point.g_per_kwh = *number_read * factor;
    }
    file_.points.push_back(std::move(point));
  }

  std::string zone(std::string named) {
    if (!named.empty()) return named;
    if (options_.zone.empty() && problems_.count() == 0) {
      problems_.add(file_.name, 0,
                    fmt::format("{}: the file does not say of which zone it is. Give --zone DEU to import, or --grid DEU=FILE, "
                                "or whichever it is.",
                                file_.layout));
    }
    return options_.zone;
  }

  void problem(std::size_t number, const std::string& what) {
    problems_.add(file_.name, 0, fmt::format("entry {} {}", number, what));
  }

 private:
  const ImportOptions& options_;
  ImportedFile& file_;
  ProblemList& problems_;
};

Json value_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() ? Json{} : *found;
}

constexpr char forecast_note[] = "these are forecasts, not what was: for controllers give them as carbon.forecast.file";

// Electricity Maps' API: one value, CO2Signal's under data; or a list of them, alone or under history, forecast or data.
const Json* electricity_maps_list(const Json& document) {
  for (const char* key : {"history", "forecast", "data"}) {
    const Json* list = list_of(document, key);
    if (begins_with(list, "carbonIntensity")) return list;
  }
  return nullptr;
}

/// The one value of a document; nothing where there is none.
const Json* electricity_maps_value(const Json& document) {
  if (!document.is_object()) return nullptr;
  if (document.contains("carbonIntensity")) return &document;
  const auto data = document.find("data");
  return data != document.end() && data->is_object() && data->contains("carbonIntensity") ? &*data : nullptr;
}

bool is_electricity_maps(const Json& document) {
  return electricity_maps_value(document) != nullptr || electricity_maps_list(document) != nullptr;
}

/// The zone that an object names, as Electricity Maps or as CO2Signal.
std::string electricity_maps_zone(const Json& object) {
  const std::string zone = text_of(object, "zone");
  return zone.empty() ? text_of(object, "countryCode") : zone;
}

void read_electricity_maps(const Json& document, const ImportOptions& options, ImportedFile& file, ProblemList& problems) {
  EntryReader entries{options, file, problems};
  const Json* list = electricity_maps_list(document);
  const Json one = list == nullptr ? Json::array({*electricity_maps_value(document)}) : Json{};
  if (list != nullptr && document.is_object() && document.contains("forecast")) file.notes.emplace_back(forecast_note);
  const std::string zone = electricity_maps_zone(document);
  std::size_t number = 0;
  for (const Json& entry : list == nullptr ? one : *list) {
    const bool direct = text_of(entry, "emissionFactorType") == "direct";
    const GridOrigin origin{direct ? GridAccounting::direct : GridAccounting::life_cycle, GridFlow::consumption};
    const std::string own = electricity_maps_zone(entry);
    entries.take(number++, entry, "datetime", value_of(entry, "carbonIntensity"),
                 {entries.zone(own.empty() ? zone : own), GridKind::average, origin, {}, {}, 0});
  }
}

// WattTime: version 2 is a list of values, version 3 has it under data, its past forecasts one under each instant of issue.
const Json* watttime_list(const Json& document) {
  const Json* list = list_of(document, "data");
  return begins_with(list, "point_time") ? list : nullptr;
}

const Json* watttime_forecasts(const Json& document) {
  const Json* list = list_in(document, "data");
  return begins_with(list, "generated_at") && begins_with(list_in(list->front(), "forecast"), "point_time") ? list : nullptr;
}

bool is_watttime(const Json& document) { return watttime_list(document) != nullptr || watttime_forecasts(document) != nullptr; }

/// What a document says of its values.
struct WattTimeMeta {
  std::string signal, units, region;
};

WattTimeMeta watttime_meta(const Json& document) {
  const Json meta = document.is_object() ? value_of(document, "meta") : Json{};
  if (meta.is_object()) return {text_of(meta, "signal_type"), text_of(meta, "units"), text_of(meta, "region")};
  const Json& first = watttime_list(document)->front();
  const std::string type = in_small_letters(text_of(first, "datatype"));
  return {type.empty() ? "" : "co2_" + type, "", text_of(first, "ba")};
}

/// Of each instant, what the forecast said that was issued last.
Json issued_last(const Json& forecasts) {
  std::map<std::string, std::pair<std::string, Json>> last;  // by instant: when it was issued, and the entry
  for (const Json& forecast : forecasts) {
    const Json* list = list_in(forecast, "forecast");
    if (list == nullptr) continue;
    const std::string issued = text_of(forecast, "generated_at");
    for (const Json& entry : *list) {
      const auto [known, is_new] = last.try_emplace(text_of(entry, "point_time"), issued, entry);
      if (!is_new && known->second.first < issued) known->second = {issued, entry};
    }
  }
  Json entries = Json::array();
  for (const auto& [instant, entry] : last) entries.push_back(entry.second);
  return entries;
}

void read_watttime(const Json& document, const ImportOptions& options, ImportedFile& file, ProblemList& problems) {
  EntryReader entries{options, file, problems};
  const Json* forecasts = watttime_forecasts(document);
  const WattTimeMeta meta = forecasts == nullptr || document.contains("meta") ? watttime_meta(document) : WattTimeMeta{};
  const bool is_known = meta.signal.empty() || meta.signal == "co2_moer" || meta.signal == "co2_aoer";
  if (!is_known) {
    problems.add(file.name, 0,
                 fmt::format("has the signal {}, which is no carbon intensity. Give co2_moer or co2_aoer.", meta.signal));
    return;
  }
  if (!meta.units.empty() && meta.units != "lbs_co2_per_mwh") {
    problems.add(file.name, 0, fmt::format("has the units {}; lbs_co2_per_mwh are known.", meta.units));
    return;
  }
  const GridKind kind = meta.signal == "co2_aoer" ? GridKind::average : GridKind::marginal;
  file.notes.emplace_back("lb/MWh x 0.45359237 = g/kWh");
  const Json about = document.is_object() ? value_of(document, "meta") : Json{};
  if (forecasts != nullptr) {
    file.notes.emplace_back("these are forecasts, not what was; of each instant the one counts that was issued last");
  } else if (about.is_object() && (about.contains("generated_at") || about.contains("generated_at_period_seconds"))) {
    file.notes.emplace_back(forecast_note);
  }
  const Json last = forecasts == nullptr ? Json{} : issued_last(*forecasts);
  const std::string zone = entries.zone(options.zone.empty() ? meta.region : options.zone);
  std::size_t number = 0;
  for (const Json& entry : forecasts == nullptr ? *watttime_list(document) : last) {
    entries.take(number++, entry, "point_time", value_of(entry, "value"), {zone, kind, {GridAccounting::direct, {}}, {}, {}, 0},
                 g_per_kwh_of_lb_per_mwh);
  }
}

// Great Britain's Carbon Intensity API: national, or by region, which has forecasts only.
bool is_british_entry(const Json& entry) { return entry.is_object() && entry.contains("from") && entry.contains("intensity"); }

/// What stands under data: a list, or one region alone.
Json british_entries(const Json& document) {
  const Json data = document.is_object() ? value_of(document, "data") : Json{};
  return data.is_object() ? Json::array({data}) : data;
}

bool is_british(const Json& document) {
  const Json data = british_entries(document);
  if (!data.is_array() || data.empty()) return false;
  const Json* list = &data;
  const Json* inner = list_in(list->front(), "data");
  return is_british_entry(list->front()) || (inner != nullptr && !inner->empty() && is_british_entry(inner->front())) ||
         list_in(list->front(), "regions") != nullptr;
}

void read_british(const Json& document, const ImportOptions& options, ImportedFile& file, ProblemList& problems) {
  EntryReader entries{options, file, problems};
  std::size_t number = 0, forecasts = 0;
  const GridOrigin origin{GridAccounting::direct, GridFlow::consumption};
  const auto take = [&](const Json& stamped, const Json& intensity, const std::string& zone) {
    Json value = value_of(intensity, "actual");
    if (value.is_null()) {
      value = value_of(intensity, "forecast");
      ++forecasts;
    }
    entries.take(number++, stamped, "from", value, {zone, GridKind::average, origin, {}, {}, 0});
  };
  const std::string country = options.zone.empty() ? "GB" : options.zone;
  const auto region = [](const Json& object) { return "GB-" + text_of(object, "shortname"); };
  for (const Json& entry : british_entries(document)) {
    if (const Json* inner = list_in(entry, "data")) {
      for (const Json& stamped : *inner) take(stamped, value_of(stamped, "intensity"), region(entry));
    } else if (const Json* regions = list_in(entry, "regions")) {
      for (const Json& one : *regions) take(entry, value_of(one, "intensity"), region(one));
    } else {
      take(entry, value_of(entry, "intensity"), country);
    }
  }
  if (forecasts > 0)
    file.notes.push_back(
        fmt::format("{} of {} values are forecasts: nothing was measured there (actual is null)", forecasts, number));
}

// A file of the Carbon Aware SDK, or what its web service answers: a list, with small letters.
const Json* carbon_aware_list(const Json& document) {
  const Json* list = list_of(document, "Emissions");
  return begins_with(list, "Rating") || begins_with(list, "rating") ? list : nullptr;
}

bool is_carbon_aware_sdk(const Json& document) {
  return carbon_aware_list(document) != nullptr || list_in(document, "Emissions") != nullptr;
}

void read_carbon_aware_sdk(const Json& document, const ImportOptions& options, ImportedFile& file, ProblemList& problems) {
  EntryReader entries{options, file, problems};
  const Json* list = list_of(document, "Emissions");
  const bool is_small = begins_with(list, "rating");
  std::size_t number = 0;
  for (const Json& entry : *list) {
    const std::string zone = entries.zone(text_of(entry, is_small ? "location" : "Location"));
    entries.take(number++, entry, is_small ? "time" : "Time", value_of(entry, is_small ? "rating" : "Rating"),
                 {zone, GridKind::average, {}, {}, {}, 0});
  }
}

}  // namespace

const std::vector<JsonLayout>& json_layouts() {
  static const std::vector<JsonLayout> layouts{{"Electricity Maps, API", is_electricity_maps, read_electricity_maps},
                                               {"WattTime, API", is_watttime, read_watttime},
                                               {"Carbon Intensity API (Great Britain)", is_british, read_british},
                                               {"Carbon Aware SDK, emissions", is_carbon_aware_sdk, read_carbon_aware_sdk}};
  return layouts;
}

}  // namespace roundwatt
