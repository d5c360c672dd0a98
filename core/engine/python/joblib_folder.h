// The folder in which joblib.Memory keeps results, for the trials of one run: no other place is
// both joblib's way and shared by all trials. It is removed with the run, which has it locked
// (flock) meanwhile; what a run has left that was killed the next one removes. A process id would
// not tell whose it is: another container may have the same folder for temporary files.
#pragma once

#include "core/base/system_error.h"
#include "core/base/unique_fd.h"

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
        , m_lock(std::move(other.m_lock))
    {
    }
    JoblibFolder& operator=(JoblibFolder&&) = delete;
    JoblibFolder(const JoblibFolder&) = delete;
    JoblibFolder& operator=(const JoblibFolder&) = delete;
    ~JoblibFolder();

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    JoblibFolder(std::filesystem::path path, UniqueFd lock)
        : m_path(std::move(path))
        , m_lock(std::move(lock))
    {
    }

    std::filesystem::path m_path; // empty: moved from
    UniqueFd m_lock;
};

} // namespace interleave
