#include <fmt/format.h>

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

// Electricity Maps' API: one value, or a list of them under history, forecast or data.
const Json* electricity_maps_list(const Json& document) {
  for (const char* key : {"history", "forecast", "data"}) {
    const Json* list = list_in(document, key);
    if (list != nullptr && !list->empty() && list->front().contains("carbonIntensity")) return list;
  }
  return nullptr;
}

bool is_electricity_maps(const Json& document) {
  return document.is_object() && (document.contains("carbonIntensity") || electricity_maps_list(document) != nullptr);
}

void read_electricity_maps(const Json& document, const ImportOptions& options, ImportedFile& file, ProblemList& problems) {
  EntryReader entries{options, file, problems};
  const Json one = Json::array({document});
  const Json* list = electricity_maps_list(document);
  if (list != nullptr && document.contains("forecast")) {
    file.notes.emplace_back(forecast_note);
  }
  const std::string zone = entries.zone(text_of(document, "zone"));
  std::size_t number = 0;
  for (const Json& entry : list == nullptr ? one : *list) {
    const bool direct = text_of(entry, "emissionFactorType") == "direct";
    const GridOrigin origin{direct ? GridAccounting::direct : GridAccounting::life_cycle, GridFlow::consumption};
    entries.take(number++, entry, "datetime", value_of(entry, "carbonIntensity"), {zone, GridKind::average, origin, {}, {}, 0});
  }
}

bool is_watttime(const Json& document) {
  const Json* list = list_in(document, "data");
  return list != nullptr && !list->empty() && list->front().contains("point_time");
}

void read_watttime(const Json& document, const ImportOptions& options, ImportedFile& file, ProblemList& problems) {
  EntryReader entries{options, file, problems};
  const Json meta = value_of(document, "meta");
  const std::string signal = text_of(meta, "signal_type"), units = text_of(meta, "units");
  if (signal == "health_damage") {
    problems.add(file.name, 0, "has the signal health_damage, which is no carbon intensity. Give co2_moer or co2_aoer.");
    return;
  }
  if (!units.empty() && units != "lbs_co2_per_mwh") {
    problems.add(file.name, 0, fmt::format("has the units {}; lbs_co2_per_mwh are known.", units));
    return;
  }
  const GridKind kind = signal == "co2_aoer" ? GridKind::average : GridKind::marginal;
  file.notes.emplace_back("lb/MWh x 0.45359237 = g/kWh");
  if (meta.is_object() && (meta.contains("generated_at") || meta.contains("generated_at_period_seconds"))) {
    file.notes.emplace_back(forecast_note);
  }
  const std::string zone = entries.zone(options.zone.empty() ? text_of(meta, "region") : options.zone);
  std::size_t number = 0;
  for (const Json& entry : *list_in(document, "data")) {
    entries.take(number++, entry, "point_time", value_of(entry, "value"), {zone, kind, {GridAccounting::direct, {}}, {}, {}, 0},
                 g_per_kwh_of_lb_per_mwh);
  }
}

// Great Britain's Carbon Intensity API: national, or by region, which has forecasts only.
bool is_british_entry(const Json& entry) { return entry.is_object() && entry.contains("from") && entry.contains("intensity"); }

bool is_british(const Json& document) {
  const Json* list = list_in(document, "data");
  if (list == nullptr || list->empty()) return false;
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
  for (const Json& entry : *list_in(document, "data")) {
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

bool is_carbon_aware_sdk(const Json& document) { return list_in(document, "Emissions") != nullptr; }

void read_carbon_aware_sdk(const Json& document, const ImportOptions& options, ImportedFile& file, ProblemList& problems) {
  EntryReader entries{options, file, problems};
  std::size_t number = 0;
  for (const Json& entry : *list_in(document, "Emissions")) {
    const std::string zone = entries.zone(text_of(entry, "Location"));
    entries.take(number++, entry, "Time", value_of(entry, "Rating"), {zone, GridKind::average, {}, {}, {}, 0});
  }
}

}  // namespace

const std::vector<JsonLayout>& json_layouts() {
  static const std::vector<JsonLayout> layouts{{"Electricity Maps, API", is_electricity_maps, read_electricity_maps},
                                               {"WattTime v3, API", is_watttime, read_watttime},
                                               {"Carbon Intensity API (Great Britain)", is_british, read_british},
                                               {"Carbon Aware SDK, emissions", is_carbon_aware_sdk, read_carbon_aware_sdk}};
  return layouts;
}

}  // namespace roundwatt
