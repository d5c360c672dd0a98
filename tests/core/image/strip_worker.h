// A worker of a run in strips, in the test itself, and what the engine and others do around it.
#pragma once

#include "core/engine/resources/trial_memory.h"
#include "core/trace/recording_writer.h"
#include "core/workload/strip_desk.h"

#include <gtest/gtest.h>

#include <thread>

namespace interleave::test {

// In which a second is over in a millisecond.
inline Clock fastClock()
{
    const Clock real = Clock::calibrate();
    return Clock::fromHeader(real.source(), real.nsPerTick() * 1'000);
}

class StripWorkerTest : public testing::Test
{
protected:
    StripWorkerTest(std::uint64_t tasks, std::size_t areaBytes)
        : m_memory(TrialMemory::create(tasks, {.areaBytes = areaBytes}).value())
        , m_recording(RecordingWriter::create({.clock = m_clock, .tasks = tasks}).value())
    {
    }

    [[nodiscard]] StripHeader& header() { return StripDesk::headerIn(m_memory.area()); }
    [[nodiscard]] TaskLedger ledger() { return m_memory.ledger(); }
    void stop() { m_memory.block().stop.store(1); } // who would wait on comes back
    /// Longer than a task that nobody begins is waited for.
    void waitLong() const
    {
        const std::uint64_t begin = m_clock.ticks();
        while (m_clock.toNs(m_clock.ticks() - begin) < 2 * kAbandonedNs)
            std::this_thread::yield();
    }

    const Clock m_clock = fastClock();
    TrialMemory m_memory;
    RecordingWriter m_recording;
    Recorder m_recorder{m_recording, 0};
    WorkerContext m_worker{WorkerParts{.clock = m_clock,
        .index = 0,
        .arm = {},
        .delayNs = 0,
        .stop = m_memory.block().stop,
        .recorder = m_recorder,
        .ledger = m_memory.ledger(),
        .slot = m_memory.slot(0),
        .shared = m_memory.block().shared,
        .area = m_memory.area(),
        .errors = m_memory.block().errors,
        .moreErrors = m_memory.moreErrors(),
        .taskFailed = [] {},
        .fileLock = {},
        .limit = TimeLimit(m_memory.block().watchNotes, m_clock, 0, 1),
        .log = nullptr,
        .tags = nullptr}};
};

} // namespace interleave::test
