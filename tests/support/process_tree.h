// Which processes a process has started, as the kernel tells it.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <sys/types.h>
#include <vector>

namespace interleave::test {

/// The children of `parent`, zombies included; not what a sanitizer starts to read its own report.
inline std::vector<pid_t> childrenOf(pid_t parent)
{
    std::vector<pid_t> children;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator("/proc", ignored)) {
        const pid_t pid = std::atoi(entry.path().filename().c_str());
        std::ifstream status(entry.path() / "stat");
        std::string text;
        if (pid <= 0 || !std::getline(status, text))
            continue;
        if (text.find("(llvm-symbolizer") != std::string::npos)
            continue;
        // The name stands in parentheses and may hold anything; state and parent follow it.
        const std::size_t nameEnd = text.rfind(')');
        if (nameEnd != std::string::npos && std::atoi(text.c_str() + nameEnd + 4) == parent)
            children.push_back(pid);
    }
    return children;
}

/// What it has computed outside of the kernel, in the kernel's ticks; 0 when it has gone.
inline std::uint64_t ticksUsedBy(pid_t process)
{
    constexpr int kFieldsBetween = 11; // the name and utime
    std::ifstream status("/proc/" + std::to_string(process) + "/stat");
    std::string text;
    std::getline(status, text);
    const std::size_t nameEnd = text.rfind(')');
    std::istringstream fields(nameEnd == std::string::npos ? "" : text.substr(nameEnd + 1));
    std::string skipped;
    for (int i = 0; i < kFieldsBetween; ++i)
        fields >> skipped;
    std::uint64_t ticks = 0;
    fields >> ticks;
    return ticks;
}

} // namespace interleave::test
