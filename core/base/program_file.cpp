#include "core/base/program_file.h"

#include <cstdint>
#include <fstream>
#include <link.h>
#include <sstream>

namespace interleave {

namespace {

constexpr const char* kExecutable = "/proc/self/exe";

// The first object is the program itself.
int takeHeaders(dl_phdr_info* object, std::size_t, void* found)
{
    *static_cast<std::uintptr_t*>(found) = reinterpret_cast<std::uintptr_t>(object->dlpi_phdr);
    return 1;
}

// Of the mapping that `address` lies in; lines as "55d0-55e0 r-xp 0001000 fe:00 1234   /a/program".
std::filesystem::path fileMappedAt(std::uintptr_t address)
{
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
        std::istringstream text(line);
        std::uintptr_t begin = 0;
        std::uintptr_t end = 0;
        char dash = 0;
        text >> std::hex >> begin >> dash >> end;
        if (address < begin || address >= end)
            continue;
        const std::size_t path = line.find('/');
        return path == std::string::npos ? std::string() : line.substr(path);
    }
    return {};
}

} // namespace

std::filesystem::path programFile()
{
    std::uintptr_t headers = 0;
    ::dl_iterate_phdr(takeHeaders, &headers);
    std::filesystem::path file = fileMappedAt(headers);
    std::error_code failed;
    return file.empty() ? std::filesystem::read_symlink(kExecutable, failed) : file;
}

Result<std::filesystem::path, SystemError> programFolder()
{
    const std::filesystem::path file = programFile();
    if (file.empty())
        return fail(SystemError::NotFound,
            "cannot find what belongs to this program: /proc, which tells its file, is not there; "
            "mount it");
    return file.parent_path();
}

Result<std::string, SystemError> programToStart()
{
    namespace fs = std::filesystem;
    std::error_code failed;
    if (!fs::exists(fs::symlink_status(kExecutable, failed)))
        return fail(SystemError::NotFound,
            "cannot start this program again: /proc, which tells its file, is not there; mount it, "
            "or use the start method fork");
    const fs::path file = programFile();
    // By name too: "/a/program (deleted)" is no file, and another file may have the name.
    const bool same = file == fs::read_symlink(kExecutable, failed)
        || fs::equivalent(file, kExecutable, failed);
    return same || failed ? kExecutable : file.string();
}

} // namespace interleave
