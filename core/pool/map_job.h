// One map: parts of it run as tasks of the pool, until every item has ended exactly once.
//
// The submitter's thread watches over it. When the worker of a part dies, its claim is settled
// (core/work/claims.h says what becomes of its items), and the part is submitted again, as is one
// whose worker had to leave before all was claimed. The worker of an item that takes too long is
// stopped; one that was stopped (SIGSTOP) between two items is killed.
#pragma once

#include "core/base/standstill.h"
#include "core/pool/future.h"
#include "core/pool/job_area.h"
#include "core/pool/job_part.h"
#include "core/pool/pool_core.h"
#include "core/pool/submit_call.h"
#include "core/trace/recording_writer.h"
#include "core/work/claims.h"

#include <map>

namespace interleave {

/// What became of a map's items: the proof that each was run once, or not, or again, and why.
struct MapReport
{
    std::uint64_t items = 0;
    bool proved = false; // the ledger accounts for every item
    std::string doubt{}; // what does not agree; empty when proved
    std::uint64_t once = 0; // ran once, to whatever end
    std::uint64_t never = 0; // has no end: the pool was closed, or no worker could be started
    std::vector<std::uint64_t> again{}; // hit by a signal that was for the item before
    std::uint64_t deaths = 0; // of workers, meanwhile
    std::uint64_t wallNs = 0; // from the first part's submission to the last item's end
    std::optional<RecordingWriter> recording{}; // of its tasks, when it was asked for
};

struct MapOptions
{
    std::optional<std::uint64_t>
        chunk{}; // items a claim; adapted to how long they take unless given
    std::optional<Schedule> schedule{}; // auto; dynamic if a chunk is given
    std::optional<std::chrono::nanoseconds> timeout{}; // of each item; the pool's unless given
    bool record = false; // every item, into the report
    MapReport* report = nullptr;
};

class MapJob
{
public:
    MapJob(PoolCore& pool, const MapOptions& options, TaskFunction part)
        : m_pool(pool)
        , m_options(options)
        , m_part(part)
    {
    }

    /// Creates its memory and runs all items. Fails when there is no memory for it.
    [[nodiscard]] Result<void, SystemError> run(JobSpec spec);

    [[nodiscard]] bool succeeded(std::uint64_t item) const
    {
        return m_ledger->mark(item) == TaskMark::Succeeded;
    }
    /// The ledger's word of an item that has succeeded, and the bytes it refers to.
    [[nodiscard]] std::uint64_t word(std::uint64_t item) const { return m_ledger->result(item); }
    [[nodiscard]] std::optional<std::string_view> bytes(std::uint64_t item) const;
    /// Of an item that has not, or whose bytes are not there.
    [[nodiscard]] TaskFailure failure(std::uint64_t item) const;
    [[nodiscard]] std::optional<std::uint64_t> firstFailure() const;

private:
    Result<void, SystemError> prepare(JobSpec& spec);
    Result<void, SystemError> createMemory(const JobSpec& spec);
    Result<void, SystemError> createRecording(const JobSpec& spec);
    void submitAll();
    void submit(std::uint32_t part);
    void watchParts();
    void settle(std::uint32_t part);
    [[nodiscard]] bool hasMore(std::uint32_t part);
    void takeArenas(std::uint32_t part, const Completion& task);
    void settleClaim(std::uint32_t part, const TaskResult<void>& ending);
    void look();
    void watchWorkers();
    void stopOverdue();
    void endStandstills();
    void openArenas();
    [[nodiscard]] std::string whyNotRead(std::uint64_t item) const;
    void report();

    PoolCore& m_pool;
    const MapOptions& m_options;
    TaskFunction m_part;
    std::uint64_t m_timeoutNs = 0;
    std::optional<JobArea> m_area; // of a small map
    std::optional<JobMemory> m_memory;
    std::optional<TaskLedger> m_ledger;
    std::optional<Claims> m_claims;
    std::optional<RecordingWriter> m_recording;
    std::vector<std::shared_ptr<CompletionOf<void>>> m_parts; // none: not running
    std::vector<Standstill> m_standstills; // of each part
    std::vector<std::optional<std::uint64_t>> m_arenaOf; // a part's, for its next worker
    std::map<std::uint64_t, UniqueFd> m_arenaFiles;
    std::map<std::uint64_t, Result<ArenaReader, SystemError>> m_arenas;
    std::map<std::uint64_t, TaskFailure> m_failures; // of items whose worker died
    std::uint64_t m_deaths = 0;
    std::uint64_t m_beginNs = 0;
    std::uint64_t m_endNs = 0;
    std::optional<TaskFailure> m_end; // why items were never run
};

} // namespace interleave
