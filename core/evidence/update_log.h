// What each worker read before each of its updates: one word of 8 bytes an update, in memory that
// the engine and all workers share.
//
//   LogHead | worker 0's words | worker 1's words | ...
//
// Every worker has room for all updates of the trial, because nobody knows who will do how many.
// The memory is sparse: only what is used is taken. A worker makes its pages present before it
// needs them, its fair share before the start and the rest in large pieces, in huge pages where the
// system has them: a page fault in the middle of a race hands the word to the others, and the loss
// would then count the log's pages (512 words) instead of what the program does. Where huge pages
// are switched off for shared memory, some of that is left: 10 to 16 % of the long branches of a
// tight loop were whole pages here, which the summary tells. Plain stores are the best of what was
// tried: prefetching the log, or storing it past the cache, made it 30 to 75 %.
//
// A word is 0 until it is written, and kNotAnOperation where a worker died: the update before it
// may never have been stored.
#pragma once

#include "core/evidence/tagged_word.h"
#include "core/ipc/shared_memory.h"

#include <array>
#include <atomic>
#include <span>

namespace interleave {

inline constexpr std::uint64_t kNotAnOperation = ~std::uint64_t{0};

struct LogHead;

class UpdateLog
{
public:
    /// Refuses what cannot be named (TagFormat) and what the machine has no memory for.
    [[nodiscard]] static Result<UpdateLog, EvidenceError> create(
        std::uint32_t workers, std::uint64_t operations);
    /// Room for no more than `words` of each worker, of a log that was written elsewhere. It is for
    /// this process alone.
    [[nodiscard]] static Result<UpdateLog, EvidenceError> createForCopy(
        std::uint32_t workers, std::uint64_t operations, std::uint64_t words);
    /// In a process that has not inherited it. Corrupt when it is something else.
    [[nodiscard]] static Result<UpdateLog, EvidenceError> attach(UniqueFd descriptor);

    [[nodiscard]] int descriptor() const { return m_memory.descriptor(); }
    [[nodiscard]] std::uint32_t workers() const { return m_shape.workers; }
    [[nodiscard]] std::uint64_t operations() const { return m_shape.operations; }
    [[nodiscard]] const TagFormat& format() const { return m_format; }

    /// Room for a worker's first words, to be filled before anybody looks at the log: none of them
    /// is 0. Empty where there is no memory. At most what it was made for.
    [[nodiscard]] std::span<std::uint64_t> roomFor(std::uint32_t worker, std::uint64_t words);
    /// What a worker has written so far.
    [[nodiscard]] std::span<std::uint64_t> written(std::uint32_t worker);
    /// Notes that the worker has died, perhaps before it stored what it recorded last. To be called
    /// before another takes its place. Nothing when it ended between two tasks: all was stored
    /// then.
    void interrupt(std::uint32_t worker);
    /// Whether a worker had to go on without recording, for want of room or memory.
    [[nodiscard]] bool incomplete() const;

private:
    friend class LogWriter;

    struct Shape
    {
        std::uint32_t workers;
        std::uint64_t operations;
        std::uint64_t words; // that a worker has room for
    };

    UpdateLog(SharedMemory memory, const Shape& shape, TagFormat format);
    [[nodiscard]] static Result<UpdateLog, EvidenceError> createAs(const Shape& shape);
    [[nodiscard]] LogHead& head() const;
    [[nodiscard]] std::span<std::uint64_t> room(std::uint32_t worker);
    /// Makes a worker's words from `begin` on present in this process; false where that cannot be.
    [[nodiscard]] bool prepare(std::uint32_t worker, std::uint64_t begin, std::uint64_t end);

    mutable SharedMemory m_memory;
    Shape m_shape;
    TagFormat m_format;
};

/// A worker's end of the log. Make it before the start gate: that is when the pages are touched.
/// One that takes over from another goes on after its last word.
class LogWriter
{
public:
    LogWriter(UpdateLog& log, std::uint32_t worker);
    LogWriter(const LogWriter&) = delete;
    LogWriter& operator=(const LogWriter&) = delete;
    LogWriter(LogWriter&&) = delete;
    LogWriter& operator=(LogWriter&&) = delete;
    ~LogWriter() = default;

    /// Where the word goes that the next update reads.
    [[nodiscard]] std::uint64_t* nextEntry()
    {
        if (m_next == m_ready) [[unlikely]]
            makeReady();
        return m_next++;
    }
    /// What the next update adds to the value it read: 1, and its name.
    [[nodiscard]] std::uint64_t nextStep() { return m_step++; }

private:
    void makeReady();

    UpdateLog& m_log;
    std::uint32_t m_worker;
    std::uint64_t* m_next;
    std::uint64_t* m_ready;
    std::uint64_t m_step;
    std::array<std::uint64_t, 512> m_unrecorded{}; // written over and over when there is no room
};

} // namespace interleave
