#include "sim/trace/trace_skeleton.hpp"

#include <string>
#include <tuple>

#include "sim/trace/hdf5_attribute.hpp"
#include "sim/trace/hdf5_error.hpp"
#include "sim/trace/table_writer.hpp"

namespace roundwatt {

namespace {

Hdf5Handle create_file(const std::filesystem::path& path) {
  const Hdf5Handle creation{H5Pcreate(H5P_FILE_CREATE), H5Pclose};
  H5Pset_obj_track_times(creation.get(), false);
  H5Pset_link_creation_order(creation.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
  H5Pset_attr_creation_order(creation.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
  constexpr unsigned most_entries = 64;  // tables, attributes: kept in the root's header
  H5Pset_link_phase_change(creation.get(), most_entries, most_entries / 2);
  H5Pset_attr_phase_change(creation.get(), most_entries, most_entries / 2);
  const Hdf5Handle access{H5Pcreate(H5P_FILE_ACCESS), H5Pclose};
  // Chunks are found through extensible arrays (HDF5 1.10), which only ever grow: a B-tree that splits while the process is
  // killed inside a flush loses rows that were safe before. The superblock of 1.8 carries no mark that would keep a cut-off
  // file shut.
  H5Pset_libver_bounds(access.get(), H5F_LIBVER_V18, H5F_LIBVER_LATEST);
  Hdf5Handle file{checked(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation.get(), access.get()), "create the skeleton"),
                  H5Fclose};
  checked(H5Fset_libver_bounds(file.get(), H5F_LIBVER_V110, H5F_LIBVER_LATEST), "choose the format of chunk indices");
  return file;
}

/// Row counts as of the last flush, in the order of AllRows.
void create_flushed(hid_t file) {
  const Hdf5Handle properties{H5Pcreate(H5P_DATASET_CREATE), H5Pclose};
  H5Pset_obj_track_times(properties.get(), false);
  H5Pset_alloc_time(properties.get(), H5D_ALLOC_TIME_EARLY);
  const hsize_t size = std::tuple_size_v<AllRows>;
  const Hdf5Handle space{H5Screate_simple(1, &size, nullptr), H5Sclose};
  const Hdf5Handle dataset{
      checked(H5Dcreate2(file, "flushed", H5T_STD_I64LE, space.get(), H5P_DEFAULT, properties.get(), H5P_DEFAULT),
              "create /flushed"),
      H5Dclose};
  write_attribute(dataset.get(), "long_name",
                  std::string{"rows of each table that the last flush made safe, in the order of docs/formats/trace.md"});
}

template <class... Rows>
void create_tables(hid_t file, const std::tuple<Rows...>*) {
  const auto create = [file]<class Row>(const Row*) {
    if constexpr (in_skeleton<Row>) create_table<Row>(file);
  };
  (create(static_cast<const Rows*>(nullptr)), ...);
}

}  // namespace

void write_trace_skeleton(const std::filesystem::path& path) {
  const Hdf5Handle file = create_file(path);
  create_tables(file.get(), static_cast<const AllRows*>(nullptr));
  create_flushed(file.get());
}

}  // namespace roundwatt
