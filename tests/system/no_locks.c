/* flock() of a file system without locks, for LD_PRELOAD: it fails with the errno in FLOCK_ERRNO. */
#include <errno.h>
#include <stdlib.h>

int flock(int descriptor, int operation) {
  const char *given = getenv("FLOCK_ERRNO");
  (void)descriptor;
  (void)operation;
  errno = given ? atoi(given) : ENOLCK;
  return -1;
}
