#include "core/workload/readers_writers.h"

#include "core/base/grouped_digits.h"
#include "core/sync/racing_word.h"
#include "core/workload/area.h"
#include "core/workload/task_loop.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <string>

namespace interleave {

namespace {

constexpr std::size_t kMostWords = 64;

class ReadersWritersWorkload final : public Workload
{
public:
    explicit ReadersWritersWorkload(const Experiment& experiment);

    void run(TaskRange range, WorkerContext& worker) const override;
    [[nodiscard]] std::size_t areaBytes(const RunShape& shape) const override;
    [[nodiscard]] WorkloadOutcome outcome(const EndedTrial& trial) const override;
    [[nodiscard]] SharedSum expected(std::uint64_t index, std::uint64_t result) const override;
    [[nodiscard]] SharedSum held(const EndedTrial& trial) const override;

private:
    struct Board;
    struct Notes;

    [[nodiscard]] static Notes sumOf(std::span<const Notes> workers);
    [[nodiscard]] static OutcomeChart tornBy(std::span<const Notes> workers);
    void write(Board& board, const WorkerContext& worker) const;
    void read(Board& board, Notes& notes, const WorkerContext& worker) const;
    template <class Access>
    void operate(
        bool writes, Board& board, Notes& notes, const Access& access, WorkerContext& worker) const;

    std::uint64_t m_operations;
    std::uint64_t m_writeEvery;
    std::size_t m_words;
};

std::string sentenceFor(std::uint64_t torn, std::uint64_t reads, std::uint64_t mostReaders)
{
    const std::string all = groupedDigits(reads);
    const std::string text = torn == 0 ? fmt::format("None of {} reads was torn", all)
        : torn == 1                    ? fmt::format("1 of {} reads was torn", all)
                    : fmt::format("{} of {} reads were torn", groupedDigits(torn), all);
    return text + fmt::format("; at most {} read at the same time", mostReaders);
}

} // namespace

// What is read and written. At the front of the workload's area.
struct ReadersWritersWorkload::Board
{
    alignas(kCacheLine) std::array<std::uint64_t, kMostWords> words; // all alike between writes
    // A bit for each reader that is inside (workers 64 apart share one). A reader that dies inside
    // leaves its bit to its successor.
    alignas(kCacheLine) std::atomic<std::uint64_t> inside;
};

// Of one worker, written by no other.
struct ReadersWritersWorkload::Notes
{
    alignas(kCacheLine) std::uint64_t reads;
    std::uint64_t torn;
    std::uint64_t mostReaders; // at the same time
    std::uint64_t longestReaderWait; // ticks
    std::uint64_t longestWriterWait;
};

ReadersWritersWorkload::ReadersWritersWorkload(const Experiment& experiment)
    : m_operations(static_cast<std::uint64_t>(parameter<std::int64_t>(experiment, "operations")))
    , m_writeEvery(static_cast<std::uint64_t>(parameter<std::int64_t>(experiment, "write_every")))
    , m_words(static_cast<std::size_t>(parameter<std::int64_t>(experiment, "words")))
{
}

std::size_t ReadersWritersWorkload::areaBytes(const RunShape& shape) const
{
    return lineBytes<Board>(1) + lineBytes<Notes>(shape.workers);
}

void ReadersWritersWorkload::write(Board& board, const WorkerContext& worker) const
{
    const std::uint64_t next = loadRacing(board.words.front()) + 1;
    for (std::size_t word = 0; word < m_words; ++word) {
        if (word == m_words / 2 && worker.delayNs != 0)
            TimedPause(worker.clock, worker.delayNs)();
        storeRacing(board.words[word], next);
    }
}

void ReadersWritersWorkload::read(Board& board, Notes& notes, const WorkerContext& worker) const
{
    const std::uint64_t mine = std::uint64_t{1} << worker.index % 64U;
    const std::uint64_t inside = board.inside.fetch_or(mine, std::memory_order_relaxed) | mine;
    const auto readers = static_cast<std::uint64_t>(std::popcount(inside));
    const std::uint64_t first = loadRacing(board.words.front());
    bool torn = false;
    for (std::size_t word = 1; word < m_words; ++word) {
        if (word == m_words / 2 && worker.delayNs != 0)
            TimedPause(worker.clock, worker.delayNs)();
        torn = loadRacing(board.words[word]) != first || torn;
    }
    board.inside.fetch_and(~mine, std::memory_order_relaxed);
    ++notes.reads;
    notes.torn += torn ? 1U : 0U;
    notes.mostReaders = std::max(notes.mostReaders, readers);
}

template <class Access>
void ReadersWritersWorkload::operate(
    bool writes, Board& board, Notes& notes, const Access& access, WorkerContext& worker) const
{
    const std::uint64_t asked = worker.clock.ticks();
    std::uint64_t& longest = writes ? notes.longestWriterWait : notes.longestReaderWait;
    const auto noteWait = [&] { longest = std::max(longest, worker.clock.ticks() - asked); };
    if (writes) {
        access.update([&](const auto&) {
            noteWait();
            write(board, worker);
        });
    } else {
        access.read([&] {
            noteWait();
            read(board, notes, worker);
        });
    }
}

void ReadersWritersWorkload::run(TaskRange range, WorkerContext& worker) const
{
    Board& board = objectsIn<Board>(worker.area, 0, 1).front();
    Notes& notes = objectsIn<Notes>(worker.area, lineBytes<Board>(1), worker.index + 1).back();
    const auto task = [&](std::uint64_t index, const auto& access, WorkerContext& context) {
        const std::uint64_t begin = index * m_operations;
        for (std::uint64_t number = begin; number < begin + m_operations; ++number)
            operate(number % m_writeEvery == 0, board, notes, access, context);
        return TaskReport{.result = m_operations};
    };
    withAccess(worker, [&](const auto& access) { runRange(task, range, access, worker); });
}

// What all workers have noted.
ReadersWritersWorkload::Notes ReadersWritersWorkload::sumOf(std::span<const Notes> workers)
{
    Notes all{};
    for (const Notes& notes : workers) {
        all.reads += notes.reads;
        all.torn += notes.torn;
        all.mostReaders = std::max(all.mostReaders, notes.mostReaders);
        all.longestReaderWait = std::max(all.longestReaderWait, notes.longestReaderWait);
        all.longestWriterWait = std::max(all.longestWriterWait, notes.longestWriterWait);
    }
    return all;
}

OutcomeChart ReadersWritersWorkload::tornBy(std::span<const Notes> workers)
{
    OutcomeChart torn{.title = "How many torn reads had each worker?",
        .unit = "reads",
        .xTitle = "worker",
        .wanted = 0};
    for (const Notes& notes : workers) {
        torn.labels.push_back(std::to_string(torn.labels.size() + 1));
        torn.values.push_back(static_cast<double>(notes.torn));
    }
    return torn;
}

WorkloadOutcome ReadersWritersWorkload::outcome(const EndedTrial& trial) const
{
    const auto workers = objectsIn<Notes>(trial.area, lineBytes<Board>(1), trial.shape.workers);
    const Notes all = sumOf(workers);
    const auto microseconds
        = [&](std::uint64_t ticks) { return static_cast<double>(trial.clock.toNs(ticks)) / 1e3; };
    const double reader = microseconds(all.longestReaderWait);
    const double writer = microseconds(all.longestWriterWait);
    WorkloadOutcome outcome;
    outcome.asWanted = all.torn == 0;
    outcome.sentence = sentenceFor(all.torn, all.reads, all.mostReaders);
    const auto most = static_cast<double>(all.mostReaders);
    outcome.figures = {
        {"torn_reads", "torn reads", {}, static_cast<double>(all.torn), 0.0},
        {"reads", "reads", {}, static_cast<double>(all.reads), {}},
        {"most_readers", "most readers at the same time", {}, most, {}},
        {"longest_reader_wait", "longest wait of a reader", "us", reader, {}},
        {"longest_writer_wait", "longest wait of a writer", "us", writer, {}},
    };
    outcome.charts = {tornBy(workers),
        {.title = "Who had to wait how long at most?",
            .unit = "us",
            .xTitle = {},
            .labels = {"readers", "writers"},
            .x = {},
            .values = {reader, writer},
            .wanted = {}}};
    return outcome;
}

// Each write adds 1 to what it finds; which operations write is a matter of their number.
SharedSum ReadersWritersWorkload::expected(std::uint64_t index, std::uint64_t) const
{
    const auto writesBefore
        = [this](std::uint64_t number) { return (number + m_writeEvery - 1) / m_writeEvery; };
    const std::uint64_t writes
        = writesBefore((index + 1) * m_operations) - writesBefore(index * m_operations);
    return {writes, writes};
}

SharedSum ReadersWritersWorkload::held(const EndedTrial& trial) const
{
    const std::uint64_t writes = objectsIn<Board>(trial.area, 0, 1).front().words.front();
    return {writes, writes};
}

std::unique_ptr<Workload> makeReadersWriters(const Experiment& experiment)
{
    return std::make_unique<ReadersWritersWorkload>(experiment);
}

} // namespace interleave
