#pragma once

#include <compare>

namespace roundwatt {

/// A double that carries its SI unit in its type; plain doubles are for the inside of a formula.
template <class Unit>
class Quantity {
 public:
  constexpr Quantity() = default;
  constexpr explicit Quantity(double in_si) : value_{in_si} {}

  /// The number in the SI unit of the type: s, byte, flop, W, J, g …
  constexpr double value() const { return value_; }

  constexpr auto operator<=>(const Quantity&) const = default;

  constexpr Quantity& operator+=(Quantity other) {
    value_ += other.value_;
    return *this;
  }
  friend constexpr Quantity operator+(Quantity a, Quantity b) { return Quantity{a.value_ + b.value_}; }
  friend constexpr Quantity operator-(Quantity a, Quantity b) { return Quantity{a.value_ - b.value_}; }
  friend constexpr Quantity operator*(Quantity a, double factor) { return Quantity{a.value_ * factor}; }
  friend constexpr Quantity operator*(double factor, Quantity a) { return a * factor; }
  friend constexpr Quantity operator/(Quantity a, double divisor) { return Quantity{a.value_ / divisor}; }
  friend constexpr double operator/(Quantity a, Quantity b) { return a.value_ / b.value_; }

 private:
  double value_ = 0;
};

using Seconds = Quantity<struct SecondUnit>;
using Bytes = Quantity<struct ByteUnit>;
using Flops = Quantity<struct FlopUnit>;
using FlopsPerSecond = Quantity<struct FlopPerSecondUnit>;
using BytesPerSecond = Quantity<struct BytePerSecondUnit>;
using Watts = Quantity<struct WattUnit>;
using Joules = Quantity<struct JouleUnit>;
using GramsCo2e = Quantity<struct GramCo2eUnit>;
using GramsPerKwh = Quantity<struct GramPerKwhUnit>;

constexpr double joules_per_kwh = 3.6e6;

constexpr Joules operator*(Watts power, Seconds time) { return Joules{power.value() * time.value()}; }
constexpr Seconds operator/(Flops work, FlopsPerSecond speed) { return Seconds{work.value() / speed.value()}; }
constexpr Seconds operator/(Bytes size, BytesPerSecond rate) { return Seconds{size.value() / rate.value()}; }
constexpr GramsCo2e operator*(Joules energy, GramsPerKwh intensity) {
  return GramsCo2e{energy.value() / joules_per_kwh * intensity.value()};
}

}  // namespace roundwatt
