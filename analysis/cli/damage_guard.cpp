#include "analysis/cli/damage_guard.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "sim/trace/trace_reader.hpp"

namespace roundwatt {

namespace {

std::array<char, 4096> name_of_file;

void put(std::string_view text) { write_all(STDERR_FILENO, text); }

void report_damage(int /*signal*/) {
  put(name_of_file.data());
  put(": is damaged: the HDF5 library died of it. Simulate it again; where h5dump reads the file, report this as a bug.\n");
}

}  // namespace

DamageGuard::DamageGuard(const std::string& file) : guard_{report_damage} {
  leave_nothing_for_exit();
  name_of_file.fill('\0');
  file.copy(name_of_file.data(), name_of_file.size() - 1);
}

}  // namespace roundwatt
