// An output that the user asked for: opened before anything runs, so that a bad path starts
// nothing, and checked at its end, so that what is missing is told.
#pragma once

#include "core/base/file.h"
#include "core/base/messages.h"

#include <optional>

namespace interleave {

/// Text is handed over in pieces of about this size.
inline constexpr std::size_t kOutputBlock = 1U << 16U;

class OutputFile
{
public:
    /// An empty path is no output, "-" is standard output. `giveUp` as for AtomicFile.
    [[nodiscard]] Result<void, SystemError> open(
        const std::string& path, const GiveUp& giveUp = {});
    [[nodiscard]] bool wanted() const { return m_file.has_value(); }
    /// Whether it has a reader, who may let it wait; not where it has failed already.
    [[nodiscard]] bool mayWait() const { return m_file && m_file->isStream() && m_written; }
    /// The first failure is kept for commit().
    Result<void, SystemError> write(std::string_view text);
    /// Nothing is stored, and commit() says why.
    void giveUp(const std::string& why);
    [[nodiscard]] Result<void, SystemError> commit();

private:
    std::optional<AtomicFile> m_file;
    Result<void, SystemError> m_written;
};

/// Writes `text` to standard output, whole: gives back `status`, or complains.
[[nodiscard]] int print(
    std::string_view text, int status, Messages& messages, const GiveUp& giveUp = {});

} // namespace interleave
