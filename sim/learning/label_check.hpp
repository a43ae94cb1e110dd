#pragma once

#include <cstdint>
#include <optional>

namespace roundwatt {

/// Labels are whole numbers from 0 up to, and without, this one: more classes than any data set of the field has, and few
/// enough for a model's last layer.
inline constexpr std::int32_t most_classes = 1'000'000;

/// \p number as a label; nothing where it is not whole, negative or too large.
std::optional<std::int32_t> as_label(double number);

}  // namespace roundwatt
