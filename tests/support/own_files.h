// What a program has by numbers that were the library's until it closed them.
#pragma once

#include <algorithm>
#include <fcntl.h>
#include <filesystem>
#include <string>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace interleave::test {

/// Of closefrom().
inline constexpr int kAboveStreams = STDERR_FILENO + 1;

/// Of a process that has gone: none.
inline std::vector<int> descriptorsOf(const std::string& process)
{
    std::vector<int> numbers;
    std::error_code ignored;
    for (const auto& entry :
        std::filesystem::directory_iterator("/proc/" + process + "/fd", ignored))
        numbers.push_back(std::stoi(entry.path().filename()));
    return numbers;
}

/// Of those that this process has open. (The listing's own is not among them any more.)
inline int lastDescriptor()
{
    std::vector<int> numbers = descriptorsOf("self");
    std::erase_if(numbers, [](int number) { return ::fcntl(number, F_GETFD) < 0; });
    return std::ranges::max(numbers);
}

inline int openEmptyFile()
{
    return ::memfd_create("own", MFD_CLOEXEC);
}

inline bool isEmptyFile(int file)
{
    struct stat status
    {
    };
    return ::fstat(file, &status) == 0 && status.st_size == 0;
}

/// By each free number up to `last`, and one more at least.
inline std::vector<int> openedUpTo(int last, int (*open)() = openEmptyFile)
{
    std::vector<int> own;
    do
        own.push_back(open());
    while (own.back() < last);
    return own;
}

inline bool areEmptyFiles(const std::vector<int>& files)
{
    return std::ranges::all_of(files, isEmptyFile);
}

} // namespace interleave::test
