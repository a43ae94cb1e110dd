#pragma once

#include <cstdint>
#include <variant>

#include "sim/base/quantity.hpp"
#include "sim/base/random_stream.hpp"
#include "sim/learning/parameters.hpp"

namespace roundwatt {

/// The change of a model as it is: 4 bytes a value.
struct FullPrecision {
  bool operator==(const FullPrecision&) const = default;
};

/// IEEE 754 half precision, rounded to nearest even; what is beyond its range becomes its largest number: 2 bytes a value.
struct HalfPrecision {
  bool operator==(const HalfPrecision&) const = default;
};

/// QSGD (Alistarh et al., NIPS 2017, section 3.1): v_i becomes ‖v‖₂ sgn(v_i) ξ_i / s, where ξ_i is |v_i| s / ‖v‖₂ rounded up or
/// down at random without bias. Codes of equal length: 4 bytes for the norm and ⌈log₂(2 s + 1)⌉ bits a value.
struct Qsgd {
  std::int32_t levels = 255;  ///< s, in [1, 32767]

  bool operator==(const Qsgd&) const = default;
};

/// The k values of largest magnitude; what is not sent is kept and added to the next change (error feedback; Stich et al.,
/// NeurIPS 2018): min(dense, k (4 + bytes of an index)) bytes.
struct TopK {
  double share = 0.01;  ///< of all values, in (0, 1]: k = max(1, ⌈share × values - 1e-9⌉)

  bool operator==(const TopK&) const = default;
};

/// k values at random places, scaled by values / k so that there is no bias; the receiver draws the same places from a seed of
/// 8 bytes: min(dense, 4 k + 8) bytes.
struct RandomK {
  double share = 0.01;  ///< as for TopK

  bool operator==(const RandomK&) const = default;
};

/// What a client makes of the change of its model before it sends it.
using Compression = std::variant<FullPrecision, HalfPrecision, Qsgd, TopK, RandomK>;

/// Size of \p values 4-byte numbers as they are sent.
Bytes compressed_size(const Compression& compression, std::int64_t values);

/// Operations that encoding \p values numbers costs the sender: none at full precision, one a value for half precision and for
/// random places, four for QSGD (square and add for the norm, scale, round), four for top-k (magnitude, and three comparisons
/// a value to find the k-th by partition; Hoare's quickselect).
Flops encoding_work(const Compression& compression, std::int64_t values);

/// Whether a client keeps what it has not sent.
bool keeps_residual(const Compression& compression);

/// What the receiver reads of \p change. \p residual is what was not sent before, or empty; it is added first, and what is not
/// sent now is left in it, where the compression keeps it.
Parameters transmitted(const Compression& compression, const Parameters& change, Parameters& residual, RandomStream stream);

}  // namespace roundwatt
