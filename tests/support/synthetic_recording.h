// A recording as workers and engine would write it, of any size, from a seed, without a run: for
// tests and benchmarks of what reads recordings.
//
// Tasks come in order of their numbers, each to the worker that is free first; there are pauses,
// failures, locks that are waited for, moves to other cores and deaths, as often as the spec says.
#pragma once

#include "core/trace/recorder.h"
#include "core/trace/recording.h"

#include <memory>
#include <optional>
#include <vector>

namespace interleave::test {

struct SyntheticSpec
{
    std::uint64_t tasks = 1'000; // that there is room for
    std::uint32_t workers = 4;
    std::uint64_t seed = 1;
    std::uint64_t medianTicks = 1'000; // of a task
    std::uint64_t failedOneIn = 500; // 0: never; so for all of these
    std::uint64_t pauseOneIn = 300;
    std::uint64_t lockOneIn = 40;
    std::uint64_t moveOneIn = 200;
    std::uint64_t deathOneIn = 5'000;
    std::uint16_t cores = 4;
    std::uint64_t trial = 0;
};

class SyntheticRun
{
public:
    static constexpr std::uint64_t kBegin = 1'000'000;

    explicit SyntheticRun(const SyntheticSpec& spec);

    /// The next so many tasks.
    void append(std::uint64_t count);
    /// All that are left, and the end.
    void finish();

    [[nodiscard]] RecordingWriter& writer() { return m_writer; }
    [[nodiscard]] std::shared_ptr<const Recording> recording() const;

private:
    struct Row
    {
        std::optional<Recorder> recorder;
        std::uint64_t now = kBegin;
        std::uint16_t core = 0;
    };

    static RecordingWriter create(const SyntheticSpec& spec);

    std::uint64_t draw();
    bool oneIn(std::uint64_t count) { return count != 0 && draw() % count == 0; }

    // Half of them around the median, some much longer.
    std::uint64_t duration();

    void appendTask();

    // Waits for a third of the task, holds for another.
    std::uint32_t appendLock(std::uint32_t worker, const TraceEvent& task);

    void appendDeath(Row& row, const TraceEvent& task);

    SyntheticSpec m_spec;
    RecordingWriter m_writer;
    std::vector<Row> m_rows;
    std::uint64_t m_task = 0;
    std::uint64_t m_draws = 0;
};

} // namespace interleave::test
