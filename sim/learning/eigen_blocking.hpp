#pragma once

namespace roundwatt {

/// Has Eigen block its products for fixed cache sizes instead of those of the machine it runs on, which would change the order
/// of summation, and so the last bits, from machine to machine. Every Model calls it before its first product; only the first
/// call of the process has an effect, and calls from several threads at once are safe.
void pin_eigen_blocking();

}  // namespace roundwatt
