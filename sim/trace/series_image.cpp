#include "sim/trace/series_image.hpp"

#include "sim/trace/hdf5_error.hpp"
#include "sim/trace/hdf5_handle.hpp"

namespace roundwatt {

namespace {

void write_series(hid_t file, const NamedSeries& series) {
  const hsize_t length = series.values.size();
  const Hdf5Handle space{H5Screate_simple(1, &length, nullptr), H5Sclose};
  const Hdf5Handle creation{H5Pcreate(H5P_DATASET_CREATE), H5Pclose};
  checked(H5Pset_obj_track_times(creation.get(), false), "leave out times");
  const Hdf5Handle dataset{
      H5Dcreate2(file, series.name.c_str(), H5T_IEEE_F64LE, space.get(), H5P_DEFAULT, creation.get(), H5P_DEFAULT), H5Dclose};
  checked(dataset.get(), "create a dataset");
  if (length == 0) return;
  checked(H5Dwrite(dataset.get(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, series.values.data()), "write a dataset");
}

}  // namespace

std::string series_image(const std::vector<NamedSeries>& series) {
  constexpr std::size_t growth = 1 << 16;
  constexpr bool onto_disk = false;
  const Hdf5Handle access{H5Pcreate(H5P_FILE_ACCESS), H5Pclose};
  checked(H5Pset_fapl_core(access.get(), growth, onto_disk), "keep a file in memory");
  const Hdf5Handle file{H5Fcreate("series.h5", H5F_ACC_TRUNC, H5P_DEFAULT, access.get()), H5Fclose};
  checked(file.get(), "create a file in memory");
  for (const NamedSeries& one : series) write_series(file.get(), one);
  checked(H5Fflush(file.get(), H5F_SCOPE_LOCAL), "flush a file in memory");
  const ssize_t size = checked(H5Fget_file_image(file.get(), nullptr, 0), "measure a file in memory");
  std::string image(static_cast<std::size_t>(size), '\0');
  checked(H5Fget_file_image(file.get(), image.data(), image.size()), "copy a file in memory");
  return image;
}

}  // namespace roundwatt
