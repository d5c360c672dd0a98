// What the tasks of a run in strips know of each other: which have ended, what has been decoded,
// how bright the strips are.
//
// A task notes its end here before it is in the ledger; of one whose worker died only the ledger
// tells. Whoever waits for others looks at both, again at each end, and every few milliseconds.
//
// Tasks are claimed in their order, one at a time, and wait for earlier ones, so something always
// goes on: the earliest that has not ended waits for nobody. Only who sends strips waits for later
// ones, its takers, which come next: those that are begun take, and another worker begins the rest.
// But a worker may die between claiming a task and saying so, and the engine finds that task when
// nobody works any more. So whoever waits, after a death, for tasks that are open and of which
// nobody is in one, gives these up: they are lost, for all others too, and for whoever comes to
// one of them after all. As long as somebody is in one of them, that one is waited for.
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
    std::uint32_t strips; // of each picture, for the workers
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
    std::atomic<std::uint64_t> decodeNs; // of processors, as the others
    std::atomic<std::uint64_t> filterNs;
    std::atomic<std::uint64_t> encodeNs;
};

/// So long nobody begins a task that was claimed, after a death: nobody will. A replaced worker has
/// had time to start.
inline constexpr std::uint64_t kAbandonedNs = 10'000'000'000;

enum class StripEnd : std::uint8_t { None, Begun, Done, Lost };

class StripDesk
{
public:
    /// `tasks` is how many there are in all.
    StripDesk(std::span<std::byte> area, const StripPlan& plan, std::uint64_t tasks);

    [[nodiscard]] static std::size_t bytesFor(const StripPlan& plan, std::uint64_t tasks);
    [[nodiscard]] static StripHeader& headerIn(std::span<std::byte> area)
    {
        return objectsIn<StripHeader>(area, 0, 1).front();
    }

    /// To be called again and again by one who waits for these tasks.
    class Watch
    {
    public:
        Watch(const StripDesk& desk, TaskRange tasks, const WorkerContext& worker);

        /// Open until all have ended, or are given up; Lost when one failed.
        enum class State { Open, Done, Lost };
        [[nodiscard]] State look();

    private:
        const StripDesk& m_desk;
        TaskRange m_tasks;
        const WorkerContext& m_worker;
        std::uint64_t m_atWorkUntil; // ticks
    };

    enum class Wait { Done, Lost, Stopped };
    /// Until all these tasks have ended: Lost when one of them failed or was given up, and then all
    /// the same when all have ended.
    [[nodiscard]] Wait waitFor(TaskRange tasks, const WorkerContext& worker) const;
    /// The same for all tasks before this one.
    [[nodiscard]] Wait waitForAllBefore(std::uint64_t task, const WorkerContext& worker) const;
    /// The first of these that failed, or was never begun.
    [[nodiscard]] std::uint64_t firstLost(TaskRange tasks) const;

    /// To be called before a task does anything: false when it is lost, and has nothing to do.
    [[nodiscard]] bool begin(std::uint64_t task) const;
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
        bool atWork = false; // somebody is in one of those that have not ended
    };
    [[nodiscard]] Look lookAt(TaskRange tasks, const TaskLedger& ledger) const;
    void giveUp(TaskRange tasks, const TaskLedger& ledger) const;
    void tellOfAnEnd() const;

    StripHeader& m_header;
    std::span<StripPicture> m_pictures;
    std::span<BrightnessCounts> m_counts;
    std::span<std::uint64_t> m_results;
    std::span<std::atomic<StripEnd>> m_ends;
};

} // namespace interleave
