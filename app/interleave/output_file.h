// An output that the user asked for: opened before anything runs, so that a bad path starts
// nothing.
#pragma once

#include "core/base/file.h"

#include <optional>

namespace interleave {

/// Text is handed over in pieces of about this size.
inline constexpr std::size_t kOutputBlock = 1U << 16U;

class OutputFile
{
public:
    /// An empty path is no output, "-" is standard output.
    [[nodiscard]] Result<void, SystemError> open(const std::string& path)
    {
        if (path.empty())
            return {};
        auto file = path == "-" ? AtomicFile::standardOutput() : AtomicFile::create(path);
        if (!file)
            return tl::unexpected(file.error());
        m_file.emplace(*std::move(file));
        return {};
    }
    [[nodiscard]] bool wanted() const { return m_file.has_value(); }
    /// The first failure is kept for commit().
    Result<void, SystemError> write(std::string_view text)
    {
        if (m_file && m_written)
            m_written = m_file->write(text);
        return m_written;
    }
    /// Nothing is stored, and commit() says why.
    void giveUp(const std::string& why)
    {
        if (m_written)
            m_written = fail(SystemError::Other, why);
    }
    [[nodiscard]] Result<void, SystemError> commit()
    {
        if (!m_file || !m_written)
            return m_written;
        return m_file->commit();
    }

private:
    std::optional<AtomicFile> m_file;
    Result<void, SystemError> m_written;
};

} // namespace interleave
