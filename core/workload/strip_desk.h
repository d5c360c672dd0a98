// What the tasks of a run in strips know of each other: which have ended, what has been decoded,
// how bright the strips are.
//
// A task notes its end here before it is in the ledger; of one whose worker died only the ledger
// tells. Whoever waits for others looks at both, again at each end, and every few milliseconds.
//
// Tasks are claimed in their order, one at a time, and wait only for earlier ones: the earliest
// that has not ended waits for nobody, so something always goes on. But a worker may die between
// claiming a task and saying so, and the engine finds that task when nobody works any more. So
// whoever waits, after a death, for a task that nobody begins goes on without it.
#pragma once

#include "core/ipc/futex.h"
#include "core/workload/area.h"
#include "core/workload/image/picture_batch.h"
#include "core/workload/image/picture_notes.h"
#include "core/workload/image/picture_times.h"
#include "core/workload/image/strip_module.h"
#include "core/workload/strip_plan.h"
#include "core/workload/worker_context.h"

namespace interleave {

struct StripHeader
{
    std::uint32_t strips;
    std::atomic<std::uint32_t> deaths; // of workers, counted by the engine
    alignas(kCacheLine) FutexWord ended; // changes when a task ends, or a worker dies
    std::atomic<std::uint64_t> begun; // pictures: the rooms are the last one's
    std::atomic<std::uint64_t> endedBefore; // tasks before this one have all ended
};

/// A picture's, written by those whose tasks it consists of.
struct StripPicture
{
    FileFacts input; // before it was decoded
    PixelShape decoded;
    PictureNotes notes;
    std::atomic<std::uint64_t> decodeNs;
    std::atomic<std::uint64_t> filterNs;
    std::atomic<std::uint64_t> encodeNs;
};

/// So long nobody begins a task that was claimed, after a death: nobody will. A replaced worker has
/// had time to start.
inline constexpr std::uint64_t kAbandonedNs = 10'000'000'000;

enum class StripEnd : std::uint8_t { None, Done, Lost };

class StripDesk
{
public:
    /// `tasks` is how many there are in all.
    StripDesk(std::span<std::byte> area, const StripPlan& plan, std::uint64_t tasks);

    [[nodiscard]] static std::size_t bytesFor(
        const StripPlan& plan, std::uint32_t strips, std::uint64_t tasks);
    [[nodiscard]] static StripHeader& headerIn(std::span<std::byte> area)
    {
        return objectsIn<StripHeader>(area, 0, 1).front();
    }

    enum class Wait { Done, Lost, Abandoned, Stopped };
    /// Until all these tasks have ended: Lost when one of them failed, and then all the same when
    /// all have ended; Abandoned when one will not be begun.
    [[nodiscard]] Wait waitFor(TaskRange tasks, const WorkerContext& worker) const;
    /// Whether these tasks have all ended.
    [[nodiscard]] bool haveEnded(TaskRange tasks, const WorkerContext& worker) const
    {
        return !lookAt(tasks, worker.ledger).open;
    }
    /// Whether a worker has died, and one of these tasks has not been begun.
    [[nodiscard]] bool mayBeAbandoned(TaskRange tasks, const WorkerContext& worker) const
    {
        return m_header.deaths.load() > 0 && lookAt(tasks, worker.ledger).notBegun;
    }
    /// The same for all tasks before this one.
    [[nodiscard]] Wait waitForAllBefore(std::uint64_t task, const WorkerContext& worker) const;
    /// The first of these that failed, or was never begun.
    [[nodiscard]] std::uint64_t firstLost(TaskRange tasks) const;

    [[nodiscard]] StripEnd endOf(std::uint64_t task) const { return m_ends[task].load(); }
    /// `result` is kept for one that runs again although it has been done.
    void end(std::uint64_t task, StripEnd how, std::uint64_t result) const;
    [[nodiscard]] std::uint64_t resultOf(std::uint64_t task) const { return m_results[task]; }

    /// Takes the rooms for a picture, by its decoding task; false when a later one has them. Tasks
    /// of earlier ones that come later than all waiting find them taken.
    [[nodiscard]] bool takeRooms(std::uint64_t picture) const;
    [[nodiscard]] bool hasRooms(std::uint64_t picture) const;

    [[nodiscard]] StripPicture& picture(std::uint64_t number) const { return m_pictures[number]; }
    /// How bright the strips are: of the picture that has the rooms.
    [[nodiscard]] std::span<BrightnessCounts> counts() const { return m_counts; }

private:
    struct Look
    {
        bool open = false; // one has not ended
        bool lost = false;
        bool notBegun = false; // one of those that have not ended
    };
    [[nodiscard]] Look lookAt(TaskRange tasks, const TaskLedger& ledger) const;

    StripHeader& m_header;
    std::span<StripPicture> m_pictures;
    std::span<BrightnessCounts> m_counts;
    std::span<std::uint64_t> m_results;
    std::span<std::atomic<StripEnd>> m_ends;
};

} // namespace interleave
