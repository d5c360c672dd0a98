// Where a program was: captured in one process, sent, and read in another.
//
// Capturing costs about a microsecond and allocates nothing; names and lines are looked up only
// when somebody wants the text (libdw, from the debug information of the program's files).
//
// Thread safety: values. Each thread remembers the place of its own last throw.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace interleave {

struct StackFrame
{
    std::string module{}; // path of the program or library
    std::uint64_t offset = 0; // into it

    template <class Archive>
    void serialize(Archive& archive)
    {
        archive(module, offset);
    }
};

class StackTrace
{
public:
    /// Addresses as the machine knows them, without allocation: may be filled by a signal handler.
    struct Raw
    {
        static constexpr int kMost = 48;
        std::array<void*, kMost> addresses;
        int count;
    };

    StackTrace() = default;
    /// Of addresses of this process.
    explicit StackTrace(const Raw& raw);
    /// Of addresses of another process of this program, whose image began at `programStart`.
    StackTrace(const Raw& raw, const void* programStart);

    [[nodiscard]] const std::vector<StackFrame>& frames() const { return m_frames; }
    /// A line a frame: "    in function (file:line)". Costs milliseconds the first time.
    [[nodiscard]] std::string text() const;

    template <class Archive>
    void serialize(Archive& archive)
    {
        archive(m_frames);
    }

private:
    void add(const char* address);

    std::vector<StackFrame> m_frames;
};

/// The stack of the caller. Safe in a signal handler if it was called once before.
void captureStack(StackTrace::Raw& raw);

} // namespace interleave
