// Fork beside threads that allocate, for programs under the address sanitizer: its allocator,
// unlike the C library's, does not take its own locks before fork(2) (clang does so from version 18
// on), so that a child whose parent's other thread held one would wait in its first allocation for
// ever. The order of the locks is the runtime's own; it has a million more, one for each stack that
// it has seen, which hardly two threads want at a time.

#include <pthread.h>

namespace __lsan {
void LockThreadRegistry();
void UnlockThreadRegistry();
void LockAllocator();
void UnlockAllocator();
} // namespace __lsan

namespace {

void lockAll()
{
    __lsan::LockThreadRegistry();
    __lsan::LockAllocator();
}

void unlockAll()
{
    __lsan::UnlockAllocator();
    __lsan::UnlockThreadRegistry();
}

[[maybe_unused]] const int isWatched = pthread_atfork(&lockAll, &unlockAll, &unlockAll);

} // namespace
