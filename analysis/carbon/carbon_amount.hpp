#pragma once

namespace roundwatt {

/// Energy of IT equipment, the same at the meter (x PUE), what it emits, and what making the equipment emitted, in so far as
/// the time in use answers for it.
struct CarbonAmount {
  double it_j = 0;
  double meter_j = 0;
  double grams = 0;       ///< CO2e of the energy
  double embodied_g = 0;  ///< CO2e of the equipment

  CarbonAmount& operator+=(const CarbonAmount& other) {
    it_j += other.it_j;
    meter_j += other.meter_j;
    grams += other.grams;
    embodied_g += other.embodied_g;
    return *this;
  }
};

}  // namespace roundwatt
