#include "sim/trace/disk_reserve.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/statvfs.h>

#include <cerrno>
#include <cstring>

namespace roundwatt {

namespace {

/// For systems and file systems without fallocate: only looks whether there is room.
bool has_room(int file, std::uint64_t bytes) {
  struct statvfs state {};
  if (fstatvfs(file, &state) != 0) return true;
  return static_cast<std::uint64_t>(state.f_bavail) * state.f_frsize >= bytes;
}

/// How large a file of this process may grow (ulimit -f): fallocate does not ask when it keeps the size.
bool may_grow_to(std::uint64_t bytes) {
  rlimit limit{};
  return getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY || bytes <= limit.rlim_cur;
}

/// Takes \p wanted bytes behind \p begin without making the file longer. Returns 0 or an errno.
int reserve([[maybe_unused]] int file, [[maybe_unused]] std::uint64_t begin, [[maybe_unused]] std::uint64_t wanted) {
#ifdef FALLOC_FL_KEEP_SIZE
  int outcome = 0;
  do {
    outcome = fallocate(file, FALLOC_FL_KEEP_SIZE, static_cast<off_t>(begin), static_cast<off_t>(wanted));
  } while (outcome != 0 && errno == EINTR);
  return outcome == 0 ? 0 : errno;
#else
  return ENOSYS;
#endif
}

}  // namespace

void DiskReserve::ensure(std::uint64_t end) {
  constexpr std::uint64_t step = 1 << 20;
  if (end <= reserved_) return;
  const std::uint64_t target = (end / step + 1) * step;
  if (!may_grow_to(target)) throw DiskFull{std::strerror(EFBIG)};
  const std::uint64_t wanted = target - reserved_;
  const int trouble = reserve(file_, reserved_, wanted);
  const bool unsupported = trouble == EOPNOTSUPP || trouble == ENOSYS;
  if (unsupported && !has_room(file_, wanted)) throw DiskFull{std::strerror(ENOSPC)};
  if (trouble != 0 && !unsupported) throw DiskFull{std::strerror(trouble)};
  reserved_ = target;
}

}  // namespace roundwatt
