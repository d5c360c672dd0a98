// What a user is told beside the results, on standard error. A message never ends, delays or spoils
// what it is about: where nobody takes it (closed, full, gone, a reader that sleeps) it is dropped.
#pragma once

#include <string>
#include <string_view>

namespace interleave {

class Messages
{
public:
    /// As it is. A reader that takes nothing is waited for a moment, once.
    void write(std::string_view text);
    /// Only when it need not be waited for: for what is out of date soon.
    void writeIfReady(std::string_view text);

private:
    bool m_dropping = false; // the last one found no reader
};

/// "interleave: `message`", a line. Whatever is in the message, no terminal obeys it.
[[nodiscard]] std::string messageLine(std::string_view message);

/// Says "interleave: `message`" and gives back `status`.
int complain(const std::string& message, int status);

} // namespace interleave
