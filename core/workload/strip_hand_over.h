// The library's own ways for strips to come to the workers, beside memory that all share: a Queue,
// or a Pipe whose readers take turns, as Python's queue does it. They copy each strip, so that what
// that costs can be measured.
//
// Process safety: any number of workers send and take. What a dead one was about to return is gone;
// a message that was half sent is dropped.
#pragma once

#include "core/handles/lock.h"
#include "core/handles/pipe.h"
#include "core/handles/queue.h"
#include "core/model/image_parameters.h"
#include "core/workload/workload.h"

namespace interleave {

/// Some rows of a picture.
struct SentStrip
{
    std::uint64_t sender = 0; // its task
    std::uint32_t strip = 0;
    std::int32_t firstRow = 0;
    std::string rows{};
};

class StripHandOver
{
public:
    /// Of HandOver::SharedMemory nothing is needed.
    [[nodiscard]] static Result<StripHandOver, WorkloadError> create(HandOver way);

    /// As those of Workload.
    [[nodiscard]] std::vector<int> descriptors() const;
    [[nodiscard]] Result<void, WorkloadError> adopt(std::vector<UniqueFd> descriptors);

    /// However slowly takers take it, as long as `goesOn` says, which is asked every tenth of a
    /// second: TimedOut when it says no. Then it never arrives, as after any other failure.
    [[nodiscard]] Result<void, MessageError> send(
        const SentStrip& strip, const std::function<bool()>& goesOn) const;
    struct Taken
    {
        std::optional<SentStrip> strip{};
        bool nothingThere = false; // else others were taking theirs, where there is no strip
    };
    /// Waits for one for a tenth of a second; for the rest of one that has begun to come as long as
    /// `goesOn` says, which is asked before each wait: whether its sender is there. Fails where
    /// nothing more comes, or a strip is lost.
    [[nodiscard]] Result<Taken, MessageError> take(const std::function<bool()>& goesOn) const;

private:
    using PipeEnds = std::pair<PipeEnd<std::string>, PipeEnd<std::string>>;

    [[nodiscard]] Result<Taken, MessageError> takeFromPipe(
        const std::function<bool()>& goesOn) const;

    std::optional<Queue<std::string>> m_queue; // one of the two
    std::optional<PipeEnds> m_pipe; // in, out
    std::optional<Lock> m_turn; // of the pipe's readers
};

} // namespace interleave
