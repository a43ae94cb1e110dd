#include "sim/scenario/time_of_day_format.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <regex>
#include <string>

namespace roundwatt {

ValueFormat<TimeOfDay> time_of_day() {
  static const std::regex form{R"(([01]\d|2[0-3]):([0-5]\d))"};
  const ValueDescription description{"time of day", "", "00:00 to 23:59", "a time of day from 00:00 to 23:59",
                                     []() -> nlohmann::ordered_json {
                                       return {{"type", "string"}, {"pattern", "^([01][0-9]|2[0-3]):[0-5][0-9]$"}};
                                     }};
  return {description,
          [=](const YamlNode& node, const std::string& path) -> Reading<TimeOfDay> {
            std::smatch parts;
            if (node.kind != YamlKind::scalar || !std::regex_match(node.text, parts, form)) {
              return refused<TimeOfDay>(must_be(node, path, description));
            }
            return {TimeOfDay{3600.0 * std::stoi(parts[1]) + 60.0 * std::stoi(parts[2])}, {}};
          },
          [](const TimeOfDay& time) {
            const int minutes = static_cast<int>(time.seconds) / 60;
            return fmt::format("\"{:02}:{:02}\"", minutes / 60, minutes % 60);
          }};
}

}  // namespace roundwatt
