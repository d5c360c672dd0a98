#include "tests/support/synthetic_recording.h"

#include "core/base/random.h"

#include <algorithm>

namespace interleave::test {

SyntheticRun::SyntheticRun(const SyntheticSpec& spec)
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

void SyntheticRun::append(std::uint64_t count)
{
    for (std::uint64_t i = 0; i < count; ++i)
        appendTask();
}

void SyntheticRun::finish()
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

std::shared_ptr<const Recording> SyntheticRun::recording() const
{
    return std::make_shared<const Recording>(*Recording::open(m_writer.descriptor()));
}

RecordingWriter SyntheticRun::create(const SyntheticSpec& spec)
{
    constexpr int cores[] = {0, 1, 2, 3};
    RecordingSpec room{.trial = spec.trial,
        .tasks = spec.tasks,
        .workers = spec.workers,
        .locks = true,
        .cores = cores,
        .experimentText = R"({"workload": "sleep"})"};
    room.maxEventBytes = std::max<std::uint64_t>(room.maxEventBytes, spec.tasks * 64);
    return *RecordingWriter::create(room);
}

std::uint64_t SyntheticRun::draw()
{
    return splitMix64(m_spec.seed * 0x9E37'79B9 + ++m_draws);
}

std::uint64_t SyntheticRun::duration()
{
    const std::uint64_t half = m_spec.medianTicks / 2;
    const std::uint64_t usual = half + draw() % (m_spec.medianTicks + 1);
    return draw() % 64 == 0 ? usual * (2 + draw() % 40) : usual;
}

void SyntheticRun::appendTask()
{
    const auto index = static_cast<std::uint32_t>(
        std::ranges::min_element(m_rows, {}, &Row::now) - m_rows.begin());
    Row& row = m_rows[index];
    if (oneIn(m_spec.pauseOneIn))
        row.now += draw() % (m_spec.medianTicks * 30 + 1);
    if (oneIn(m_spec.moveOneIn))
        row.core = static_cast<std::uint16_t>(draw() % m_spec.cores);
    const bool dies = oneIn(m_spec.deathOneIn);
    TraceEvent event{row.now,
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

std::uint32_t SyntheticRun::appendLock(std::uint32_t worker, const TraceEvent& task)
{
    const std::uint64_t third = (task.end - task.begin) / 3;
    const std::uint64_t got = task.begin + third;
    const auto holder = static_cast<std::uint32_t>(draw() % (m_spec.workers + 1));
    Recorder& recorder = *m_rows[worker].recorder;
    recorder.waited({task.begin, got, task.task, holder, 0, EventKind::Wait, {}}, false);
    recorder.held({got, got + third, task.task, 0, 0, EventKind::Hold, {}}, true);
    return static_cast<std::uint32_t>(third);
}

void SyntheticRun::appendDeath(Row& row, const TraceEvent& task)
{
    row.recorder->note({row.now, row.now, task.task, 0, row.core, EventKind::Died, {}});
    row.now += draw() % (m_spec.medianTicks * 100 + 1);
    row.recorder->note({row.now, row.now, kNoTask, 0, row.core, EventKind::Started, {}});
}

} // namespace interleave::test
