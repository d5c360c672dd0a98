#include "core/process/close_descriptors.h"

#include <algorithm>
#include <climits>
#include <cstdlib>
#include <dirent.h>
#include <memory>
#include <numeric>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <vector>

namespace interleave {

namespace {

// Without /proc all that there may be.
std::vector<unsigned> openDescriptors()
{
    std::vector<unsigned> open;
    const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir("/proc/self/fd"), ::closedir);
    if (!folder) {
        rlimit limit{};
        ::getrlimit(RLIMIT_NOFILE, &limit);
        open.resize(std::min<rlim_t>(limit.rlim_cur, INT_MAX));
        std::iota(open.begin(), open.end(), 0U);
        return open;
    }
    while (const dirent* entry = ::readdir(folder.get())) {
        if (entry->d_name[0] != '.')
            open.push_back(static_cast<unsigned>(std::atoi(entry->d_name)));
    }
    return open;
}

void closeRange(unsigned first, unsigned last)
{
    if (first > last || ::syscall(SYS_close_range, first, last, 0) == 0)
        return;
    for (const unsigned fd : openDescriptors()) {
        if (fd >= first && fd <= last)
            ::close(static_cast<int>(fd));
    }
}

} // namespace

void closeAllBut(std::span<const int> keep)
{
    std::vector<int> kept(keep.begin(), keep.end());
    std::ranges::sort(kept);
    unsigned first = STDERR_FILENO + 1;
    for (const int fd : kept) {
        if (static_cast<unsigned>(fd) < first)
            continue;
        closeRange(first, static_cast<unsigned>(fd) - 1);
        first = static_cast<unsigned>(fd) + 1;
    }
    closeRange(first, UINT_MAX);
}

} // namespace interleave
