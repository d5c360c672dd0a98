// The folder in which joblib.Memory keeps results, for the trials of one run: no other place is
// both joblib's way and shared by all trials. It is removed with the run; what a run has left that
// was killed the next one removes.
#pragma once

#include "core/base/system_error.h"

#include <filesystem>
#include <utility>

namespace interleave {

class JoblibFolder
{
public:
    /// In the system's folder for temporary files.
    [[nodiscard]] static Result<JoblibFolder, SystemError> create();
    JoblibFolder(JoblibFolder&& other) noexcept
        : m_path(std::exchange(other.m_path, {}))
    {
    }
    JoblibFolder& operator=(JoblibFolder&&) = delete;
    JoblibFolder(const JoblibFolder&) = delete;
    JoblibFolder& operator=(const JoblibFolder&) = delete;
    ~JoblibFolder();

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    explicit JoblibFolder(std::filesystem::path path)
        : m_path(std::move(path))
    {
    }

    std::filesystem::path m_path; // empty: moved from
};

} // namespace interleave
