#include "core/pool/map_job.h"

#include "core/model/machine.h"

#include <algorithm>
#include <utility>

namespace interleave {

namespace {

constexpr std::chrono::milliseconds kLook{5}; // how often it looks whether a share has died
constexpr std::uint64_t kMostPerClaim = 65'536; // of an adapted chunk

bool workerDied(const TaskFailure& failure)
{
    return failure.kind == TaskFailureKind::Killed || failure.kind == TaskFailureKind::Exited
        || failure.kind == TaskFailureKind::TimedOut;
}

} // namespace

Result<void, SystemError> MapJob::run(JobSpec spec)
{
    if (auto prepared = prepare(spec); !prepared)
        return prepared;
    m_beginNs = Clock::monotonicNs();
    if (spec.items > 0) {
        for (std::uint32_t share = 0; share < m_shares.size(); ++share)
            submit(share);
        while (watchShares() || giveBackOrphans())
            ;
    }
    m_endNs = Clock::monotonicNs();
    openArenas();
    report();
    return {};
}

Result<void, SystemError> MapJob::prepare(JobSpec& spec)
{
    m_timeoutNs = detail::timeoutNs(m_pool, {.timeout = m_options.timeout});
    const std::uint64_t chunk = m_options.chunk.value_or(0);
    spec.how.schedule
        = m_options.schedule.value_or(chunk == 0 ? Schedule::Auto : Schedule::Dynamic);
    spec.how.chunk = chunk != 0 ? chunk : spec.how.schedule == Schedule::Auto ? kMostPerClaim : 1;
    const std::uint64_t claims = spec.how.schedule == Schedule::Dynamic
        ? (spec.items + spec.how.chunk - 1) / spec.how.chunk
        : spec.items;
    spec.how.workers = static_cast<std::uint32_t>(
        std::clamp<std::uint64_t>(claims, 1, std::max(1U, m_pool.workers())));
    spec.timed = m_options.record || m_timeoutNs != 0;
    if (m_options.record) {
        if (auto recording = createRecording(spec); !recording)
            return recording;
    }
    auto memory = JobMemory::create(spec);
    if (!memory)
        return tl::unexpected(memory.error());
    m_memory = *std::move(memory);
    m_ledger = m_memory->ledger();
    m_shares.resize(spec.how.workers);
    return {};
}

Result<void, SystemError> MapJob::createRecording(const JobSpec& spec)
{
    const std::vector<int> cores = affinityCores();
    auto recording = RecordingWriter::create({
        .clock = m_pool.clock(),
        .tasks = spec.items,
        .workers = spec.how.workers,
        .cores = cores,
        .experimentText = "{}",
    });
    if (!recording)
        return tl::unexpected(recording.error());
    m_recording = *std::move(recording);
    m_recording->header().beginTicks.store(m_pool.clock().ticks());
    m_recording->header().state.store(TrialState::Running);
    return {};
}

void MapJob::submit(std::uint32_t share)
{
    Share& mine = m_shares[share];
    mine.overdue.reset();
    mine.task = std::make_shared<Outcome<void>>(m_pool.shared_from_this());
    std::vector<int> descriptors{m_memory->descriptor()};
    if (m_recording)
        descriptors.push_back(m_recording->descriptor());
    m_pool.submit({.function = detail::offsetOf(m_share),
        .bytes = *toBytes(share),
        .descriptors = std::move(descriptors),
        .completion = mine.task});
}

// Waits until no share is running. True when there is more: ranges that had no place in the queue.
bool MapJob::watchShares()
{
    for (std::uint32_t share = 0; share < m_shares.size();) {
        if (m_shares[share].task && !m_shares[share].task->waitUntil(Deadline::in(kLook))) {
            stopOverdue();
            for (std::uint32_t other = share + 1; other < m_shares.size(); ++other) {
                if (m_shares[other].task && m_shares[other].task->done())
                    settle(other);
            }
            continue;
        }
        settle(share);
        if (!m_shares[share].task)
            ++share;
    }
    if (m_end || m_waitingRanges.empty())
        return false;
    for (const TaskRange& range : std::exchange(m_waitingRanges, {}))
        giveBack(range);
    submit(0);
    return true;
}

void MapJob::settle(std::uint32_t share)
{
    const auto task = std::exchange(m_shares[share].task, nullptr);
    if (!task)
        return;
    m_arenaFiles.merge(m_pool.takeArenas(*task));
    const TaskResult<void>& ending = task->result();
    const bool died = !ending && workerDied(ending.error());
    m_deaths += died ? 1 : 0;
    const bool gaveBack = settleClaim(share, ending);
    if (died || (ending && gaveBack))
        submit(share);
    else if (!ending)
        m_end = ending.error();
}

bool MapJob::settleClaim(std::uint32_t share, const TaskResult<void>& ending)
{
    ClaimSlot& claim = m_memory->claim(share);
    const std::uint64_t begin = claim.begin.load();
    const std::uint64_t end = claim.end.exchange(0);
    const std::uint64_t current = claim.current.load();
    if (begin >= end || current < begin || current >= end)
        return false;
    const TaskMark mark = m_ledger->mark(current);
    const auto overdue = m_shares[share].overdue;
    std::uint64_t rest = mark == TaskMark::Untouched ? current : current + 1;
    if (mark == TaskMark::Started && overdue && *overdue != current) {
        m_ledger->clear(current);
        m_again.push_back(current);
        rest = current;
    } else if (mark == TaskMark::Started && !ending) {
        failItem(current, ending.error());
    }
    if (rest < end)
        giveBack({rest, end});
    return rest < end;
}

void MapJob::failItem(std::uint64_t item, TaskFailure failure)
{
    failure.task = item;
    m_failures[item] = std::move(failure);
    m_ledger->finish(item, TaskMark::Failed, JobShare::kNoReference);
}

void MapJob::giveBack(TaskRange range)
{
    if (!m_memory->block().queue.giveBack(range))
        m_waitingRanges.push_back(range);
}

// Killed between claiming items and noting the claim: nobody knows of them but the ledger.
bool MapJob::giveBackOrphans()
{
    if (m_end || m_deaths == 0)
        return false;
    bool found = false;
    for (std::uint64_t item = 0; item < m_ledger->tasks(); ++item) {
        const std::uint64_t begin = item;
        while (item < m_ledger->tasks() && m_ledger->mark(item) == TaskMark::Untouched)
            ++item;
        if (item > begin) {
            giveBack({begin, item});
            found = true;
        }
    }
    if (found)
        submit(0);
    return found;
}

void MapJob::stopOverdue()
{
    if (m_timeoutNs == 0)
        return;
    const Clock& clock = m_pool.clock();
    for (std::uint32_t share = 0; share < m_shares.size(); ++share) {
        const ClaimSlot& claim = m_memory->claim(share);
        const std::uint64_t entered = claim.enteredTicks.load();
        const std::uint64_t item = claim.current.load();
        const std::uint64_t now = clock.ticks();
        if (!m_shares[share].task || m_shares[share].overdue || item >= claim.end.load()
            || now < entered || clock.toNs(now - entered) < m_timeoutNs
            || m_ledger->mark(item) != TaskMark::Started)
            continue;
        m_shares[share].overdue = item;
        if (!m_pool.stopTask(*m_shares[share].task, TaskFailureKind::TimedOut))
            m_shares[share].overdue.reset();
    }
}

void MapJob::openArenas()
{
    for (const auto& [number, file] : m_arenaFiles) {
        if (auto reader = ArenaReader::open(file))
            m_arenas.emplace(number, *std::move(reader));
    }
}

std::optional<std::string_view> MapJob::bytes(std::uint64_t item) const
{
    const std::uint64_t reference = m_ledger->result(item);
    const auto arena = m_arenas.find(ResultArena::numberIn(reference));
    return arena == m_arenas.end() ? std::nullopt : arena->second.at(reference);
}

TaskFailure MapJob::failure(std::uint64_t item) const
{
    if (const auto known = m_failures.find(item); known != m_failures.end())
        return known->second;
    if (m_ledger->mark(item) == TaskMark::Failed) {
        const auto text = bytes(item);
        if (const auto failure = fromBytes<TaskFailure>(text.value_or(std::string_view())))
            return *failure;
        return taskFailure(
            TaskFailureKind::ResultNotSent, "it failed, and there was no room to say why");
    }
    TaskFailure never = m_end.value_or(poolClosed());
    never.task = item;
    return never;
}

std::optional<std::uint64_t> MapJob::firstFailure() const
{
    for (std::uint64_t item = 0; item < m_ledger->tasks(); ++item) {
        if (!succeeded(item))
            return item;
    }
    return std::nullopt;
}

void MapJob::report()
{
    if (m_recording) {
        RecordingHeader& header = m_recording->header();
        header.endTicks.store(m_pool.clock().ticks());
        header.state.store(TrialState::Finished);
    }
    if (m_options.report == nullptr)
        return;
    MapReport& report = *m_options.report;
    report.items = m_ledger->tasks();
    report.deaths = m_deaths;
    report.wallNs = m_endNs - m_beginNs;
    report.again = m_again;
    report.never = 0;
    for (std::uint64_t item = 0; item < report.items; ++item) {
        const TaskMark mark = m_ledger->mark(item);
        report.never += mark == TaskMark::Untouched || mark == TaskMark::Started ? 1 : 0;
    }
    report.once = report.items - report.never - m_again.size();
    report.recording = std::move(m_recording);
}

} // namespace interleave
