#include "sim/trace/trace_reader.hpp"

#include <hdf5.h>

#include <array>
#include <cmath>
#include <fstream>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/trace/hdf5_attribute.hpp"
#include "sim/trace/hdf5_handle.hpp"
#include "tests/sim/trace/hand_trace.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

std::string refusal(const std::filesystem::path& file) {
  try {
    const TraceReader trace{file};
    trace.read_all<HostEnergyRow>();
  } catch (const UserError& error) {
    return error.what();
  }
  return "";
}

/// The trace of one round, changed with HDF5 behind the reader's back.
class SpoiltTrace {
 public:
  SpoiltTrace() {
    one_round().write(scratch_.path());
    file_ = {H5Fopen(scratch_.path().c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose};
  }
  hid_t file() const { return file_.get(); }
  std::string refusal() {
    file_.reset();
    return ::refusal(scratch_.path());
  }

 private:
  ScratchFile scratch_;
  Hdf5Handle file_;
};

}  // namespace

TEST_CASE("what was written is read back") {
  const ScratchFile file;
  const HandTrace written = one_round();
  written.write(file.path());
  const TraceReader trace{file.path()};

  CHECK(trace.header().name == "one-round");
  CHECK(trace.header().mode == "synchronous");
  CHECK(trace.header().end_s == 100);
  CHECK(trace.header().end_reason == "rounds");
  CHECK(trace.header().complete);
  CHECK(trace.read_all<SiteRow>().at(1).name == "home");
  CHECK(trace.read_all<HostRow>().at(1).kind == HostKind::device);
  CHECK(trace.read_all<LinkRow>().at(0).router_share == 0.5);
  CHECK(std::isnan(trace.read_all<LinkRow>().at(0).lifetime_s));
  CHECK(trace.read_all<ParticipationRow>().at(0).outcome == Outcome::aggregated);
  REQUIRE(trace.count<HostEnergyRow>() == 9);
  CHECK(trace.read<HostEnergyRow>(3, 1).at(0).compute_j == 450);
  CHECK_FALSE(trace.has<HostTotalRow>());
  CHECK(trace.count<HostTotalRow>() == 0);
  CHECK(trace.read_all<HostTotalRow>().empty());
}

TEST_CASE("a column that came later reads as zero in older traces") {
  const ScratchFile file;
  one_round().write(file.path());
  {
    const Hdf5Handle trace{H5Fopen(file.path().c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose};
    REQUIRE(H5Ldelete(trace.get(), "rounds/left", H5P_DEFAULT) >= 0);
  }
  const std::vector<RoundRow> rounds = TraceReader{file.path()}.read_all<RoundRow>();
  REQUIRE(!rounds.empty());
  CHECK(rounds[0].left == 0);
  CHECK(rounds[0].aggregated == 1);
}

TEST_CASE("rows are visited in order, block by block") {
  constexpr int rows = 20000;
  HandTrace written = one_round();
  written.host_energy.clear();
  for (int i = 0; i < rows; ++i) written.host_energy.push_back(interval(i % 2, i, Activity::train, i, i + 1, {5}));
  const ScratchFile file;
  written.write(file.path());

  const TraceReader trace{file.path()};
  int next = 0;
  trace.for_each<HostEnergyRow>([&](const HostEnergyRow& row) {
    CHECK(row.round == next);
    ++next;
  });
  CHECK(next == rows);
}

TEST_CASE("of a run that was cut off one reads what the last flush made safe") {
  HandTrace written = one_round();
  written.header.complete = false;
  written.host_energy.clear();
  const std::uint64_t rows = TraceWriter::flush_rows + 5000;
  for (std::uint64_t i = 0; i < rows; ++i) {
    written.host_energy.push_back(interval(0, 1, Activity::train, static_cast<double>(i), static_cast<double>(i) + 1, {5}));
  }
  const ScratchFile file;
  written.write(file.path());

  const TraceReader trace{file.path()};
  CHECK_FALSE(trace.header().complete);
  CHECK(trace.count<HostEnergyRow>() > 0);
  CHECK(trace.count<HostEnergyRow>() <= TraceWriter::flush_rows);
  CHECK(trace.read_all<HostEnergyRow>().size() == trace.count<HostEnergyRow>());
}

TEST_CASE("rows that are not there are refused") {
  const ScratchFile file;
  one_round().write(file.path());
  const TraceReader trace{file.path()};
  CHECK_THROWS_AS(trace.read<SiteRow>(1, 2), UserError);
  CHECK_THROWS_AS(trace.read<SiteRow>(~std::uint64_t{0}, 1), UserError);
}

TEST_CASE("what is no trace is refused with its reason") {
  CHECK_THAT(refusal("/nonexistent/trace.h5"), ContainsSubstring("cannot be read: No such file or directory"));
  CHECK_THAT(refusal("/tmp"), ContainsSubstring("is a folder"));
  const ScratchFile text{".txt"};
  std::ofstream{text.path()} << "round,energy\n";
  CHECK_THAT(refusal(text.path()), ContainsSubstring("is no HDF5 file, hence no trace"));
  const ScratchFile foreign;
  Hdf5Handle{H5Fcreate(foreign.path().c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), H5Fclose}.reset();
  CHECK_THAT(refusal(foreign.path()), ContainsSubstring("is an HDF5 file, but no trace of roundwatt"));
}

TEST_CASE("a trace from before the program had its name is refused with the new one") {
  const ScratchFile old;
  const Hdf5Handle file{H5Fcreate(old.path().c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), H5Fclose};
  write_attribute(file.get(), "filetype", std::string{"fedjoule trace"});
  H5Fflush(file.get(), H5F_SCOPE_LOCAL);
  CHECK_THAT(refusal(old.path()), ContainsSubstring("is a 'fedjoule trace'; this program reads a 'roundwatt trace'"));
}

TEST_CASE("a file that was cut short is refused, wherever the cut is") {
  const ScratchFile whole;
  one_round().write(whole.path());
  const auto size = std::filesystem::file_size(whole.path());
  for (int part = 0; part < 40; ++part) {
    const ScratchFile cut;
    std::filesystem::copy_file(whole.path(), cut.path());
    std::filesystem::resize_file(cut.path(), size * static_cast<std::uintmax_t>(part) / 40);
    CHECK_FALSE(refusal(cut.path()).empty());
  }
}

TEST_CASE("another major format is refused, naming both") {
  SpoiltTrace trace;
  H5Adelete(trace.file(), "format_version");
  write_attribute(trace.file(), "format_version", std::string{"2.0"});
  CHECK_THAT(trace.refusal(), ContainsSubstring("has the trace format 2.0; this program reads 1.x"));
}

TEST_CASE("of a later 1.x the tables and columns that are new are left out, and of this one they are a fault") {
  for (const std::string version : {trace_format_version, "1.99"}) {
    SpoiltTrace trace;
    H5Adelete(trace.file(), "format_version");
    write_attribute(trace.file(), "format_version", version);
    std::vector<std::int64_t> counts(100, 3);
    hsize_t tables = 0;
    {
      const Hdf5Handle old{H5Dopen2(trace.file(), "flushed", H5P_DEFAULT), H5Dclose};
      const Hdf5Handle space{H5Dget_space(old.get()), H5Sclose};
      H5Sget_simple_extent_dims(space.get(), &tables, nullptr);
      H5Dread(old.get(), H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, counts.data());
    }
    H5Ldelete(trace.file(), "flushed", H5P_DEFAULT);
    const hsize_t more = tables + 1;
    {
      const Hdf5Handle space{H5Screate_simple(1, &more, nullptr), H5Sclose};
      const Hdf5Handle flushed{
          H5Dcreate2(trace.file(), "flushed", H5T_STD_I64LE, space.get(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Dclose};
      H5Dwrite(flushed.get(), H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, counts.data());
    }
    if (version == "1.99") {
      CHECK(trace.refusal() == "");
    } else {
      CHECK_THAT(trace.refusal(), ContainsSubstring("/flushed has the wrong length"));
    }
  }
}

TEST_CASE("a missing column is named") {
  SpoiltTrace trace;
  H5Ldelete(trace.file(), "energy/hosts/base_j", H5P_DEFAULT);
  CHECK_THAT(trace.refusal(), ContainsSubstring("/energy/hosts/base_j is missing"));
}

TEST_CASE("a trace that counts the tables of an earlier format is read") {
  for (const hsize_t tables : {hsize_t{14}, hsize_t{16}}) {
    SpoiltTrace trace;
    std::array<std::int64_t, std::tuple_size_v<AllRows>> counts{};
    {
      const Hdf5Handle flushed{H5Dopen2(trace.file(), "flushed", H5P_DEFAULT), H5Dclose};
      H5Dread(flushed.get(), H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, counts.data());
    }
    H5Ldelete(trace.file(), "flushed", H5P_DEFAULT);
    {
      const Hdf5Handle space{H5Screate_simple(1, &tables, nullptr), H5Sclose};
      const Hdf5Handle shorter{
          H5Dcreate2(trace.file(), "flushed", H5T_STD_I64LE, space.get(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Dclose};
      H5Dwrite(shorter.get(), H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, counts.data());
    }
    CHECK(trace.refusal() == "");
  }
}

TEST_CASE("columns of different lengths are refused") {
  SpoiltTrace trace;
  const Hdf5Handle column{H5Dopen2(trace.file(), "energy/hosts/base_j", H5P_DEFAULT), H5Dclose};
  const hsize_t longer = 11;
  H5Dset_extent(column.get(), &longer);
  CHECK_THAT(trace.refusal(), ContainsSubstring("/energy/hosts/base_j has 11 rows, the table has 9"));
}

TEST_CASE("a table longer than its bytes is refused before memory is taken for it") {
  SpoiltTrace trace;
  const hsize_t absurd = hsize_t{1} << 60U;
  for (const auto& column : schema<SiteRow>().columns) {
    const Hdf5Handle dataset{H5Dopen2(trace.file(), ("sites/" + column.info.name).c_str(), H5P_DEFAULT), H5Dclose};
    H5Dset_extent(dataset.get(), &absurd);
  }
  const Hdf5Handle flushed{H5Dopen2(trace.file(), "flushed", H5P_DEFAULT), H5Dclose};
  std::array<std::int64_t, std::tuple_size_v<AllRows>> counts{};
  H5Dread(flushed.get(), H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, counts.data());
  counts[0] = static_cast<std::int64_t>(absurd);
  H5Dwrite(flushed.get(), H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, counts.data());
  CHECK_THAT(trace.refusal(),
             ContainsSubstring("/sites/name is damaged: it has 1152921504606846976 rows, but not the bytes for them"));
}

TEST_CASE("a column of another type is refused") {
  SpoiltTrace trace;
  H5Ldelete(trace.file(), "energy/hosts/base_j", H5P_DEFAULT);
  H5Lcreate_hard(trace.file(), "energy/hosts/host", trace.file(), "energy/hosts/base_j", H5P_DEFAULT, H5P_DEFAULT);
  CHECK_THAT(trace.refusal(), ContainsSubstring("/energy/hosts/base_j does not have the type"));
}

TEST_CASE("links out of the file are not followed") {
  const ScratchFile other;
  one_round().write(other.path());
  SpoiltTrace trace;
  H5Ldelete(trace.file(), "energy/hosts", H5P_DEFAULT);
  H5Lcreate_external(other.path().c_str(), "energy/hosts", trace.file(), "energy/hosts", H5P_DEFAULT, H5P_DEFAULT);
  CHECK_THAT(trace.refusal(), ContainsSubstring("/energy/hosts leads out of the trace"));
}

TEST_CASE("a flag without a meaning is refused") {
  SpoiltTrace trace;
  const Hdf5Handle column{H5Dopen2(trace.file(), "energy/hosts/activity", H5P_DEFAULT), H5Dclose};
  const std::vector<std::uint8_t> values(9, 77);
  H5Dwrite(column.get(), H5T_NATIVE_UINT8, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
  CHECK_THAT(trace.refusal(), ContainsSubstring("/energy/hosts/activity has 77 in row 0, which means nothing"));
}

TEST_CASE("a run that was cut off ends no later than any run can") {
  HandTrace written = one_round();
  written.header.complete = false;
  written.host_energy.clear();
  for (int i = 0; i < 20000; ++i) written.host_energy.push_back(interval(0, 1, Activity::train, i, 1e300, {5}));
  const ScratchFile file;
  written.write(file.path());
  CHECK_THROWS_WITH(TraceReader{file.path()}, ContainsSubstring("is damaged: its last rows end later than any run."));
}

TEST_CASE("a run that was cut off reaches to its last rows") {
  HandTrace written = one_round();
  written.header.complete = false;
  written.host_energy.clear();
  for (int i = 0; i < 20000; ++i) written.host_energy.push_back(interval(0, 1, Activity::train, i, i + 1, {5}));
  // Everything is appended at second 100, long before the last interval ends.
  const ScratchFile file;
  written.write(file.path());
  const TraceReader trace{file.path()};
  CHECK(trace.header().end_s == trace.read<HostEnergyRow>(trace.count<HostEnergyRow>() - 1, 1).at(0).end_s);
}
