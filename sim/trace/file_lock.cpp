#include "sim/trace/file_lock.hpp"

#include <sys/file.h>

#include <cerrno>

#include "sim/trace/hdf5_error.hpp"

namespace roundwatt {

namespace {

FileLock try_lock(int descriptor, int operation) {
  if (flock(descriptor, operation | LOCK_NB) == 0) {
    flock(descriptor, LOCK_UN);
    return FileLock::works;
  }
  return errno == EWOULDBLOCK ? FileLock::held : FileLock::missing;
}

}  // namespace

FileLock try_lock_for_writing(int descriptor) { return try_lock(descriptor, LOCK_EX); }
FileLock try_lock_for_reading(int descriptor) { return try_lock(descriptor, LOCK_SH); }

Hdf5Handle file_access(FileLock lock) {
  Hdf5Handle access{checked(H5Pcreate(H5P_FILE_ACCESS), "describe file access"), H5Pclose};
  if (lock == FileLock::missing) checked(H5Pset_file_locking(access.get(), false, true), "do without locks");
  return access;
}

}  // namespace roundwatt
