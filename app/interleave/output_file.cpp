#include "app/interleave/output_file.h"

#include "core/engine/run/exit_status.h"

namespace interleave {

Result<void, SystemError> OutputFile::open(const std::string& path, const GiveUp& giveUp)
{
    if (path.empty())
        return {};
    auto file = path == "-" ? AtomicFile::onto(STDOUT_FILENO, "standard output", giveUp)
                            : AtomicFile::create(path, giveUp);
    if (!file)
        return tl::unexpected(file.error());
    m_file.emplace(*std::move(file));
    return {};
}

Result<void, SystemError> OutputFile::write(std::string_view text)
{
    if (m_file && m_written)
        m_written = m_file->write(text);
    return m_written;
}

void OutputFile::giveUp(const std::string& why)
{
    if (m_written)
        m_written = fail(SystemError::Other, why);
}

Result<void, SystemError> OutputFile::commit()
{
    if (!m_file || !m_written)
        return m_written;
    return m_file->commit();
}

int print(std::string_view text, int status, Messages& messages, const GiveUp& giveUp)
{
    OutputFile output;
    const auto stored
        = output.open("-", giveUp).and_then([&] { return output.write(text); }).and_then([&] {
              return output.commit();
          });
    return stored ? status : messages.complain(stored.error().message, kExitEngineFailed);
}

} // namespace interleave
