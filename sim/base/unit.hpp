#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roundwatt {

/// What a number measures, hence the units that may follow it.
enum class Dimension {
  one,              ///< a plain number, no unit
  time,             ///< s
  data,             ///< byte
  work,             ///< flop
  speed,            ///< flop/s
  bandwidth,        ///< byte/s
  power,            ///< W
  energy,           ///< J
  mass,             ///< g (of CO2e)
  carbon_intensity  ///< g/kWh
};

/// The name of the SI unit in which values of \p dimension are kept, e.g. "s"; empty for plain numbers.
std::string si_unit(Dimension dimension);

/// The units that \p dimension accepts, e.g. "ms".
std::vector<std::string> unit_names(Dimension dimension);

/// What is wrong with a quantity: its number, or what stands behind it.
enum class QuantityFault { none, number, unit };

/// The outcome of reading "44.7MB": a value in SI, or what is wrong with the text.
struct ParsedQuantity {
  std::optional<double> value;
  std::string problem;  ///< empty when there is a value
  QuantityFault fault = QuantityFault::none;
};

/// Reads a finite number with an optional unit ("44.7MB", "10 Mbps", "300s", "5"); without a unit it is SI. Decimal prefixes
/// are powers of 1000 (kB), binary ones of 1024 (KiB). Independent of the locale.
ParsedQuantity parse_quantity(std::string_view text, Dimension dimension);

/// Reads a number without a unit, whole text, independent of the locale; nothing for text that is not one finite number.
std::optional<double> parse_number(std::string_view text);

/// For \p text that is no number because of a comma in it, what to write instead: " It has a decimal comma: write 0.31."; else
/// nothing. Three digits after the comma may be thousands: both are said, none is guessed.
std::string comma_advice(std::string_view text);

/// The shortest text that reads back as the same double.
std::string number_text(double value);

/// For people: "1.234 kWh" from joules, "12.3 mg", "4.2 MB", "1 h 02 min": four significant digits, unit scaled.
std::string human_energy(double joules);
std::string human_grams(double grams);
std::string human_bytes(double bytes);
std::string human_duration(double seconds);

}  // namespace roundwatt
