#include "core/pool/map_job.h"

#include "core/base/machine.h"

#include <algorithm>
#include <utility>

namespace interleave {

namespace {

constexpr std::chrono::nanoseconds kLook{kPoolTickNs}; // how often: has a part died
constexpr std::uint64_t kMostPerClaim = 65'536; // of an adapted chunk

TaskFailure leftBehind()
{
    return taskFailure(TaskFailureKind::Killed,
        "its worker left it unfinished, and what it had noted in shared memory makes no sense");
}

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
    for (bool more = spec.items > 0; more;) {
        look();
        submitAll();
        watchParts();
        more = !m_end && m_claims->giveBackWhatIsLeft(m_deaths > 0);
    }
    m_endNs = Clock::monotonicNs();
    if (m_area && !m_end)
        m_area->allPartsHaveEnded();
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
    spec.timeoutNs = m_timeoutNs;
    if (m_options.record) {
        if (auto recording = createRecording(spec); !recording)
            return recording;
    }
    if (auto memory = createMemory(spec); !memory)
        return memory;
    m_ledger = m_memory->ledger();
    m_claims.emplace(m_memory->block().queue,
        *m_ledger,
        m_memory->claims(),
        m_memory->block().watchNotes,
        spec.how.schedule);
    m_claims->beginToLook(m_pool.clock());
    m_parts.resize(spec.how.workers);
    m_standstills.resize(spec.how.workers);
    m_arenaOf.resize(spec.how.workers);
    return {};
}

Result<void, SystemError> MapJob::createMemory(const JobSpec& spec)
{
    const std::size_t bytes = JobMemory::bytesFor(spec);
    if (auto area = JobArea::take(m_pool, bytes)) {
        m_area.emplace(*std::move(area));
        m_memory.emplace(m_pool.jobArea(m_area->number(), bytes), spec);
        return {};
    }
    return JobMemory::create(spec).map([this](JobMemory memory) { m_memory = std::move(memory); });
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

void MapJob::submitAll()
{
    for (std::uint32_t part = 0; part < m_parts.size(); ++part)
        submit(part);
}

void MapJob::submit(std::uint32_t part)
{
    m_parts[part] = std::make_shared<CompletionOf<void>>(m_pool.shared_from_this());
    std::vector<int> descriptors;
    PartOrder order{.part = part, .recorded = m_recording ? 1U : 0U};
    if (m_area) {
        order.area = m_area->number() + 1;
        order.areaBytes = static_cast<std::uint32_t>(m_memory->size());
    } else {
        descriptors.push_back(m_memory->descriptor());
    }
    if (m_recording)
        descriptors.push_back(m_recording->descriptor());
    if (const auto arena = m_arenaOf[part]) {
        descriptors.push_back(m_arenaFiles.at(*arena).get());
        order.arena = *arena + 1;
    }
    // Its own place may be free only when those that run have ended, or were stopped.
    m_pool.submit({.function = detail::offsetOf(m_part),
                      .bytes = *toBytes(order),
                      .descriptors = std::move(descriptors),
                      .completion = m_parts[part]},
        [this] { watchWorkers(); });
}

// Returns when no part is running.
void MapJob::watchParts()
{
    for (std::uint32_t part = 0; part < m_parts.size();) {
        const bool ended = !m_parts[part] || m_parts[part]->waitUntil(Deadline::in(kLook));
        look(); // or several waits that end early would look like one that was too long
        if (!ended) {
            watchWorkers();
            for (std::uint32_t other = part + 1; other < m_parts.size(); ++other) {
                if (m_parts[other] && m_parts[other]->done())
                    settle(other);
            }
            continue;
        }
        settle(part);
        if (!m_parts[part])
            ++part;
    }
}

void MapJob::settle(std::uint32_t part)
{
    const auto task = std::exchange(m_parts[part], nullptr);
    if (!task)
        return;
    takeArenas(part, *task);
    const TaskResult<void>& ending = task->result();
    const bool died = !ending && workerDied(ending.error());
    m_deaths += died ? 1 : 0;
    settleClaim(part, ending);
    // One that left its worker early comes again where there is something for it, which waits for a
    // worker as any task does.
    if (died || (ending && hasMore(part)))
        submit(part);
    else if (!ending)
        m_end = ending.error();
}

// Of its own share, or of what anybody may claim.
bool MapJob::hasMore(std::uint32_t part)
{
    return m_memory->block().queue.unclaimed(m_memory->claims().subspan(part, 1)) > 0;
}

void MapJob::takeArenas(std::uint32_t part, const Completion& task)
{
    if (m_memory->block().arenas.load() == 0) // none was sent
        return;
    for (auto& [number, file] : m_pool.takeArenas(task)) {
        if (file.valid())
            m_arenaOf[part] = number;
        m_arenaFiles[number] = std::move(file);
    }
}

void MapJob::settleClaim(std::uint32_t part, const TaskResult<void>& ending)
{
    for (const Claims::Hand& hand : m_claims->takeFromDead(part, 1)) {
        m_claims->settle(hand);
        if (!hand.task || hand.again)
            continue;
        TaskFailure& failure = m_failures[*hand.task] = ending ? leftBehind() : ending.error();
        failure.task = *hand.task;
        if (failure.kind == TaskFailureKind::TimedOut) // the pool knows of no limit of the part
            failure.message = tookTooLong(m_timeoutNs, failure.message);
    }
}

void MapJob::look()
{
    if (m_timeoutNs != 0)
        m_claims->look(m_pool.clock(), kPoolTickNs);
}

void MapJob::watchWorkers()
{
    stopOverdue();
    endStandstills();
}

void MapJob::stopOverdue()
{
    if (m_timeoutNs == 0)
        return;
    look();
    for (std::uint32_t part = 0; part < m_parts.size(); ++part) {
        if (!m_parts[part])
            continue;
        const auto item = m_claims->overdueTask(part, m_pool.clock(), m_timeoutNs);
        if (item && m_pool.stopTask(*m_parts[part], TaskFailureKind::TimedOut))
            m_claims->expectTimeOut(part, *item);
    }
}

// In an item a worker may stay as long as the item's time-out lets it.
void MapJob::endStandstills()
{
    const std::uint64_t nowNs = Clock::monotonicNs();
    for (std::uint32_t part = 0; part < m_parts.size(); ++part) {
        const ClaimSlot& slot = m_memory->claims()[part];
        const std::uint64_t steps = slot.begin.load() + slot.end.load() + slot.current.load();
        if (!m_parts[part] || m_claims->taskOf(part))
            m_standstills[part].end();
        else if (m_standstills[part].isTooLong(steps, nowNs, kPoolTickNs, [&] {
                     return m_pool.isWorkerStopped(*m_parts[part]);
                 }))
            m_pool.killIfStopped(*m_parts[part]);
    }
}

void MapJob::openArenas()
{
    for (const auto& [number, file] : m_arenaFiles) {
        if (file.valid())
            m_arenas.emplace(number, ArenaReader::open(file));
        else
            m_arenas.emplace(
                number, fail(SystemError::OutOfDescriptors, std::string(kNoDescriptorWasFree)));
    }
}

// What an item has given.
std::string MapJob::whyNotRead(std::uint64_t item) const
{
    const auto arena = m_arenas.find(ResultArena::numberIn(m_ledger->result(item)));
    if (arena == m_arenas.end() || arena->second)
        return "where it is said to be nothing is: the map's memory was overwritten";
    return arena->second.error().message;
}

std::optional<std::string_view> MapJob::bytes(std::uint64_t item) const
{
    const std::uint64_t reference = m_ledger->result(item);
    const auto arena = m_arenas.find(ResultArena::numberIn(reference));
    return arena == m_arenas.end() || !arena->second ? std::nullopt : arena->second->at(reference);
}

TaskFailure MapJob::failure(std::uint64_t item) const
{
    if (const auto known = m_failures.find(item); known != m_failures.end())
        return known->second;
    const TaskMark mark = m_ledger->mark(item);
    if (mark == TaskMark::Started && !m_end)
        return leftBehind();
    if (mark == TaskMark::Failed) {
        const auto text = bytes(item);
        if (const auto failure = fromBytes<TaskFailure>(text.value_or(std::string_view())))
            return *failure;
        if (m_ledger->result(item) != JobPart::kNoReference)
            return taskFailure(TaskFailureKind::ResultNotRead,
                "it failed, and why cannot be read: " + whyNotRead(item));
        return taskFailure(
            TaskFailureKind::ResultNotSent, "it failed, and there was no room to say why");
    }
    if (mark == TaskMark::Succeeded)
        return taskFailure(TaskFailureKind::ResultNotRead, whyNotRead(item));
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
    LedgerResult proof = proveLedger(*m_ledger, std::nullopt, m_claims->again(), m_end.has_value());
    report.items = m_ledger->tasks();
    report.proved = proof.proved;
    report.doubt = std::move(proof.doubt);
    report.once = proof.ranOnce;
    report.never = proof.never + proof.cutOff;
    report.again.clear();
    for (const RunAgain& again : m_claims->again())
        report.again.push_back(again.task);
    report.deaths = m_deaths;
    report.wallNs = m_endNs - m_beginNs;
    report.recording = std::move(m_recording);
}

} // namespace interleave
