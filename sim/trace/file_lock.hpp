#pragma once

#include "sim/trace/hdf5_handle.hpp"

namespace roundwatt {

/// Whether a file can be locked as HDF5 does it.
enum class FileLock {
  works,
  held,    ///< by another program
  missing  ///< this file system has no locks: NFS and Lustre often have none
};

/// Tries to lock the open file \p descriptor, for writers or for readers only, and lets it go again.
FileLock try_lock_for_writing(int descriptor);
FileLock try_lock_for_reading(int descriptor);

/// How HDF5 opens a file: without locks where they are missing (H5Pset_file_locking, since 1.10.7).
Hdf5Handle file_access(FileLock lock);

}  // namespace roundwatt
