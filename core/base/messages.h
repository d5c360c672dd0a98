// What is told beside the results, on standard error. A message never ends, delays or spoils what
// it is about: where nobody takes it (closed, full, gone, a reader that sleeps) it is dropped. All
// programs of ours and their processes speak by this, and each by one object for all that it says.
#pragma once

#include <chrono>
#include <span>
#include <string>
#include <string_view>

namespace interleave {

/// Thread safety: one thread at a time.
class Messages
{
public:
    /// Who speaks, at the begin of each line: "interleave". Outlives this.
    explicit Messages(std::string_view speaker)
        : m_speaker(speaker)
    {
    }

    /// "speaker: message". Whatever is in the message, no terminal obeys it.
    void say(std::string_view message);
    /// Several at once, a line each.
    void say(std::span<const std::string> messages);
    /// Says it and gives back `status`.
    int complain(std::string_view message, int status);
    /// As it is. For a reader that takes nothing all messages together wait for a moment, once.
    void write(std::string_view text);
    /// Only when it need not be waited for: for what is out of date soon.
    void writeIfReady(std::string_view text);

private:
    [[nodiscard]] std::string lines(std::string_view message) const;

    std::string_view m_speaker;
    std::chrono::nanoseconds m_patience = std::chrono::milliseconds(150); // that is left
};

/// The last that a process says: whoever reads it, and no want of memory or of room in a file,
/// changes how it ends.
void sayLast(std::string_view speaker, std::string_view message) noexcept;

} // namespace interleave
