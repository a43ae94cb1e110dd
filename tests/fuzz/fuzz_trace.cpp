#include <fstream>

#include "analysis/carbon/carbon_ledger.hpp"
#include "analysis/report/info_report.hpp"
#include "analysis/report/verify_report.hpp"
#include "sim/base/error.hpp"
#include "sim/base/text_file.hpp"
#include "sim/grid/yearly_intensity.hpp"
#include "tests/fuzz/fuzz_target.hpp"
#include "tests/fuzz/trace_spoiler.hpp"
#include "tests/sim/trace/hand_trace.hpp"

using namespace roundwatt;

namespace {

/// The trace of one round, as bytes.
const std::string& good_trace() {
  static const std::string bytes = [] {
    const ScratchFile file;
    HandTrace trace = one_round();
    trace.write(file.path());
    return read_text_file(file.path());
  }();
  return bytes;
}

void read_as_the_program_does(const std::string& file) {
  const TraceReader trace{file};
  render(Report{"info", {info_section(trace)}}, ReportFormat::text);
  render(Report{"verify", {verify_section(trace, verify_trace(trace))}}, ReportFormat::json);
  const EnergyLedger energy = account_energy(trace, Boundary::participation);
  account_carbon(energy, assign_grids(energy, GridChoice{{yearly_intensity()}, GridKind::average}));
}

}  // namespace

/// A good trace, spoilt by up to six operations of HDF5's that the input chooses.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string file = fmt::format("/dev/shm/roundwatt-fuzz-{}.h5", getpid());
  std::ofstream{file, std::ios::binary | std::ios::trunc} << good_trace();
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  {
    const Hdf5Handle open{H5Fopen(file.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose};
    Decisions decisions{data, size};
    TraceSpoiler spoiler{open.get(), decisions};
    for (int i = 0; i < 6 && !decisions.over(); ++i) spoiler.spoil();
  }
  try {
    read_as_the_program_does(file);
  } catch (const UserError&) {
  } catch (const RunError&) {
  }
  std::remove(file.c_str());
  return 0;
}
