#pragma once

#include <hdf5.h>

#include "sim/base/error.hpp"

namespace roundwatt {

/// \p outcome of an HDF5 call, unless it failed. \throws RunError that says what was \p attempted.
template <class Outcome>
Outcome checked(Outcome outcome, const char* attempted) {
  if (outcome < 0) throw RunError{std::string{"HDF5 could not "} + attempted};
  return outcome;
}

}  // namespace roundwatt
