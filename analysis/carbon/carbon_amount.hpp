#pragma once

namespace fedjoule {

/// Energy of IT equipment, the same at the meter (x PUE), and what it emits.
struct CarbonAmount {
  double it_j = 0;
  double meter_j = 0;
  double grams = 0;  ///< CO2e

  CarbonAmount& operator+=(const CarbonAmount& other) {
    it_j += other.it_j;
    meter_j += other.meter_j;
    grams += other.grams;
    return *this;
  }
};

}  // namespace fedjoule
