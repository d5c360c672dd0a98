// A recording as workers and engine would write it, of any size, from a seed, without a run: for
// tests and benchmarks of what reads recordings.
//
// Tasks come in order of their numbers, each to the worker that is free first; there are pauses,
// failures, locks that are waited for, moves to other cores and deaths, as often as the spec says.
#pragma once

#include "core/base/random.h"
#include "core/trace/recorder.h"
#include "core/trace/recording.h"

#include <algorithm>
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
};

class SyntheticRun
{
public:
    static constexpr std::uint64_t kBegin = 1'000'000;

    explicit SyntheticRun(const SyntheticSpec& spec)
        : m_spec(spec)
        , m_writer(create(spec))
        , m_rows(spec.workers)
    {
        for (std::uint32_t worker = 0; worker < spec.workers; ++worker) {
            m_rows[worker].recorder.emplace(m_writer, worker);
            m_rows[worker].core = static_cast<std::uint16_t>(worker % spec.cores);
            m_writer.counters(worker).pid = 4'000 + worker;
        }
        m_writer.header().beginTicks = kBegin;
        m_writer.header().state = TrialState::Running;
    }

    /// The next so many tasks.
    void append(std::uint64_t count)
    {
        for (std::uint64_t i = 0; i < count; ++i)
            appendTask();
    }
    /// All that are left, and the end.
    void finish()
    {
        append(m_spec.tasks - std::min(m_task, m_spec.tasks));
        std::uint64_t end = kBegin;
        for (std::uint32_t worker = 0; worker < m_spec.workers; ++worker) {
            end = std::max(end, m_rows[worker].now);
            m_writer.counters(worker).state = WorkerState::Ended;
        }
        m_writer.header().endTicks = end;
        m_writer.header().state = TrialState::Finished;
    }

    [[nodiscard]] RecordingWriter& writer() { return m_writer; }
    [[nodiscard]] std::shared_ptr<const Recording> recording() const
    {
        return std::make_shared<const Recording>(*Recording::open(m_writer.descriptor()));
    }

private:
    struct Row
    {
        std::optional<Recorder> recorder;
        std::uint64_t now = kBegin;
        std::uint16_t core = 0;
    };

    static RecordingWriter create(const SyntheticSpec& spec)
    {
        constexpr int cores[] = {0, 1, 2, 3};
        RecordingSpec room{.tasks = spec.tasks,
            .workers = spec.workers,
            .locks = true,
            .cores = cores,
            .experimentText = R"({"workload": "sleep"})"};
        room.maxEventBytes = std::max<std::uint64_t>(room.maxEventBytes, spec.tasks * 64);
        return *RecordingWriter::create(room);
    }

    std::uint64_t draw() { return splitMix64(m_spec.seed * 0x9E37'79B9 + ++m_draws); }
    bool oneIn(std::uint64_t count) { return count != 0 && draw() % count == 0; }

    // Half of them around the median, some much longer.
    std::uint64_t duration()
    {
        const std::uint64_t half = m_spec.medianTicks / 2;
        const std::uint64_t usual = half + draw() % (m_spec.medianTicks + 1);
        return draw() % 64 == 0 ? usual * (2 + draw() % 40) : usual;
    }

    void appendTask()
    {
        const auto index = static_cast<std::uint32_t>(
            std::ranges::min_element(m_rows, {}, &Row::now) - m_rows.begin());
        Row& row = m_rows[index];
        if (oneIn(m_spec.pauseOneIn))
            row.now += draw() % (m_spec.medianTicks * 30 + 1);
        if (oneIn(m_spec.moveOneIn))
            row.core = static_cast<std::uint16_t>(draw() % m_spec.cores);
        const bool dies = oneIn(m_spec.deathOneIn);
        Event event{row.now,
            row.now + duration(),
            m_task++,
            0,
            row.core,
            EventKind::Task,
            dies || oneIn(m_spec.failedOneIn) ? TaskOutcome::Failed : TaskOutcome::Succeeded};
        if (oneIn(m_spec.lockOneIn))
            event.waitTicks = appendLock(index, event);
        row.recorder->taskEnded(event);
        row.now = event.end;
        if (dies)
            appendDeath(row, event);
    }

    // Waits for a third of the task, holds for another.
    std::uint32_t appendLock(std::uint32_t worker, const Event& task)
    {
        const std::uint64_t third = (task.end - task.begin) / 3;
        const std::uint64_t got = task.begin + third;
        const auto holder = static_cast<std::uint32_t>(draw() % (m_spec.workers + 1));
        Recorder& recorder = *m_rows[worker].recorder;
        recorder.waited({task.begin, got, task.task, holder, 0, EventKind::Wait, {}}, false);
        recorder.held({got, got + third, task.task, 0, 0, EventKind::Hold, {}}, true);
        return static_cast<std::uint32_t>(third);
    }

    void appendDeath(Row& row, const Event& task)
    {
        row.recorder->note({row.now, row.now, task.task, 0, row.core, EventKind::Died, {}});
        row.now += draw() % (m_spec.medianTicks * 100 + 1);
        row.recorder->note({row.now, row.now, kNoTask, 0, row.core, EventKind::Started, {}});
    }

    SyntheticSpec m_spec;
    RecordingWriter m_writer;
    std::vector<Row> m_rows;
    std::uint64_t m_task = 0;
    std::uint64_t m_draws = 0;
};

} // namespace interleave::test
