#include "core/workload/bank.h"

#include "core/base/grouped_digits.h"
#include "core/base/random.h"
#include "core/sync/racing_word.h"
#include "core/workload/area.h"
#include "core/workload/task_loop.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave {

namespace {

constexpr std::uint64_t kOpeningBalance = 1'000'000;
constexpr std::uint64_t kAudits = 400; // at most
constexpr std::uint64_t kHighestAmount = 100;

std::uint64_t tasksPerAudit(std::uint64_t tasks)
{
    return (tasks + kAudits - 1) / kAudits;
}

class BankWorkload final : public Workload
{
public:
    explicit BankWorkload(const Experiment& experiment);

    void run(TaskRange range, WorkerContext& worker) const override;
    [[nodiscard]] std::size_t areaBytes(const RunShape& shape) const override;
    void prepare(std::span<std::byte> area, const RunShape& shape) const override;
    [[nodiscard]] WorkloadOutcome outcome(const EndedTrial& trial) const override;
    [[nodiscard]] SharedSum opening() const override;
    [[nodiscard]] SharedSum expected(std::uint64_t index, std::uint64_t result) const override;
    [[nodiscard]] SharedSum held(const EndedTrial& trial) const override;

private:
    enum class Locking { Primitive, Ordered, Unordered, TryLock };
    struct Books;
    struct Transfer
    {
        std::size_t from;
        std::size_t to;
        std::uint64_t amount;
    };

    static Locking lockingOf(const Experiment& experiment);
    [[nodiscard]] Transfer transferAt(std::uint64_t number) const;
    template <class Add>
    void transferLocked(
        const Transfer& transfer, Books& books, const Add& add, WorkerContext& worker) const;
    template <class Add>
    bool tryTransfer(
        const Transfer& transfer, Books& books, const Add& add, WorkerContext& worker) const;
    template <class Access>
    void audit(std::uint64_t task, Books& books, const Access& access, WorkerContext& worker) const;
    void describeTotals(const EndedTrial& trial, WorkloadOutcome& outcome) const;

    std::size_t m_accounts;
    std::uint64_t m_transfers;
    Locking m_locking;
    std::uint64_t m_seed;
};

} // namespace

// The workload's area.
struct BankWorkload::Books
{
    struct Audit
    {
        std::uint64_t ticks; // 0: has not been
        std::uint64_t total;
    };
    alignas(kCacheLine) std::array<Tally, kOwnLocks> accounts;
    alignas(kCacheLine) std::atomic<std::uint64_t> retries;
    std::uint64_t tasksPerAudit;
    alignas(kCacheLine) std::array<Audit, kAudits> audits;
};

BankWorkload::BankWorkload(const Experiment& experiment)
    : m_accounts(static_cast<std::size_t>(parameter<std::int64_t>(experiment, "accounts")))
    , m_transfers(static_cast<std::uint64_t>(parameter<std::int64_t>(experiment, "transfers")))
    , m_locking(lockingOf(experiment))
    , m_seed(static_cast<std::uint64_t>(experiment.seed))
{
}

BankWorkload::Locking BankWorkload::lockingOf(const Experiment& experiment)
{
    const auto name = parameter<std::string>(experiment, "locking");
    if (name == "ordered")
        return Locking::Ordered;
    if (name == "unordered")
        return Locking::Unordered;
    return name == "try-lock" ? Locking::TryLock : Locking::Primitive;
}

std::size_t BankWorkload::areaBytes(const RunShape&) const
{
    return lineBytes<Books>(1);
}

void BankWorkload::prepare(std::span<std::byte> area, const RunShape& shape) const
{
    Books& books = objectsIn<Books>(area, 0, 1).front();
    books.tasksPerAudit = tasksPerAudit(shape.tasks);
    for (std::size_t account = 0; account < m_accounts; ++account)
        books.accounts[account].sum = kOpeningBalance;
}

BankWorkload::Transfer BankWorkload::transferAt(std::uint64_t number) const
{
    const std::uint64_t random = splitMix64(splitMix64(m_seed) ^ number);
    const std::size_t from = random % m_accounts;
    const std::size_t others = random / m_accounts % (m_accounts - 1);
    return {from, (from + 1 + others) % m_accounts, 1 + (random >> 40U) % kHighestAmount};
}

namespace {

template <class Books, class Transfer, class Add>
void move(const Transfer& transfer, Books& books, const Add& add)
{
    add(books.accounts[transfer.from], 0 - transfer.amount);
    add(books.accounts[transfer.to], transfer.amount);
}

RecordedGuard<RobustLock> lockOf(std::size_t account, WorkerContext& worker)
{
    return {worker.shared.ownLocks[account],
        static_cast<LockId>(account + 1),
        worker.index,
        worker.clock,
        worker};
}

// What the delay widens lies between the two locks, too.
void pauseBetweenLocks(WorkerContext& worker)
{
    if (worker.delayNs != 0)
        TimedPause(worker.clock, worker.delayNs)();
}

} // namespace

template <class Add>
void BankWorkload::transferLocked(
    const Transfer& transfer, Books& books, const Add& add, WorkerContext& worker) const
{
    const bool swapped = m_locking == Locking::Ordered && transfer.to < transfer.from;
    auto first = lockOf(swapped ? transfer.to : transfer.from, worker);
    auto second = lockOf(swapped ? transfer.from : transfer.to, worker);
    const std::lock_guard insideFirst(first);
    pauseBetweenLocks(worker);
    const std::lock_guard insideSecond(second);
    move(transfer, books, add);
}

template <class Add>
bool BankWorkload::tryTransfer(
    const Transfer& transfer, Books& books, const Add& add, WorkerContext& worker) const
{
    auto first = lockOf(transfer.from, worker);
    auto second = lockOf(transfer.to, worker);
    const std::lock_guard insideFirst(first);
    pauseBetweenLocks(worker);
    if (!second.try_lock())
        return false;
    const std::lock_guard insideSecond(second, std::adopt_lock);
    move(transfer, books, add);
    return true;
}

template <class Access>
void BankWorkload::audit(
    std::uint64_t task, Books& books, const Access& access, WorkerContext& worker) const
{
    const auto addUp = [&] {
        std::uint64_t total = 0;
        for (std::size_t account = 0; account < m_accounts; ++account)
            total += loadRacing(books.accounts[account].sum);
        books.audits[task / books.tasksPerAudit] = {worker.clock.ticks(), total};
    };
    if (m_locking == Locking::Primitive) {
        access.update([&](const auto&) { addUp(); });
        return;
    }
    std::vector<RecordedGuard<RobustLock>> guards;
    guards.reserve(m_accounts);
    for (std::size_t account = 0; account < m_accounts; ++account)
        guards.push_back(lockOf(account, worker));
    for (auto& guard : guards)
        guard.lock();
    addUp();
    for (auto& guard : guards)
        guard.unlock();
}

void BankWorkload::run(TaskRange range, WorkerContext& worker) const
{
    Books& books = objectsIn<Books>(worker.area, 0, 1).front();
    const auto task = [&](std::uint64_t index, const auto& access, WorkerContext& context) {
        for (std::uint64_t i = 0; i < m_transfers; ++i) {
            const Transfer transfer = transferAt(index * m_transfers + i);
            if (m_locking == Locking::Primitive) {
                access.update([&](const auto& add) { move(transfer, books, add); });
                continue;
            }
            const TimedPause pause(context.clock, context.delayNs);
            withRacingAdd<Watchable::No>(context, pause, [&](const auto& add) {
                if (m_locking != Locking::TryLock)
                    return transferLocked(transfer, books, add, context);
                while (!tryTransfer(transfer, books, add, context)) {
                    books.retries.fetch_add(1, std::memory_order_relaxed);
                    ::sched_yield();
                }
            });
        }
        if (index % books.tasksPerAudit == 0)
            audit(index, books, access, context);
        return TaskReport{.result = m_transfers};
    };
    withAccess(worker, [&](const auto& access) { runRange(task, range, access, worker); });
}

void BankWorkload::describeTotals(const EndedTrial& trial, WorkloadOutcome& outcome) const
{
    const Books& books = objectsIn<Books>(trial.area, 0, 1).front();
    const std::uint64_t each = tasksPerAudit(trial.shape.tasks);
    OutcomeChart totals{.title = "How much money was there, over time?",
        .unit = {},
        .xTitle = each > 1
            ? fmt::format("time in ms (counted after one of every {} tasks)", groupedDigits(each))
            : "time in ms",
        .wanted = static_cast<double>(opening().sum)};
    std::vector<Books::Audit> audits;
    std::ranges::copy_if(books.audits, std::back_inserter(audits), [&](const Books::Audit& audit) {
        return audit.ticks > trial.beginTicks;
    });
    std::ranges::sort(audits, {}, &Books::Audit::ticks);
    std::uint64_t wrong = 0;
    for (const Books::Audit& audit : audits) {
        wrong += audit.total != opening().sum ? 1U : 0U;
        totals.x.push_back(
            static_cast<double>(trial.clock.toNs(audit.ticks - trial.beginTicks)) / 1e6);
        totals.values.push_back(static_cast<double>(static_cast<std::int64_t>(audit.total)));
    }
    outcome.figures.push_back(
        {"wrong_audits", "audits that found another total", {}, static_cast<double>(wrong), 0.0});
    outcome.charts.push_back(std::move(totals));
}

namespace {

std::string signedDigits(std::int64_t value)
{
    return value < 0 ? "-" + groupedDigits(0 - static_cast<std::uint64_t>(value))
                     : groupedDigits(static_cast<std::uint64_t>(value));
}

} // namespace

WorkloadOutcome BankWorkload::outcome(const EndedTrial& trial) const
{
    const Books& books = objectsIn<Books>(trial.area, 0, 1).front();
    const auto total = static_cast<std::int64_t>(held(trial).sum);
    const auto wanted = static_cast<std::int64_t>(opening().sum);
    const bool deadlocked = trial.end == TrialEnd::Deadlocked;
    WorkloadOutcome outcome;
    outcome.asWanted = total == wanted && !deadlocked;
    outcome.sentence = total == wanted
        ? fmt::format(
            "The total did not change: {} in {} accounts", signedDigits(wanted), m_accounts)
        : fmt::format("The total changed from {} to {}", signedDigits(wanted), signedDigits(total));
    if (deadlocked)
        outcome.sentence += "; the transfers ended in a deadlock";
    outcome.figures = {
        {"total",
            "money in all accounts",
            {},
            static_cast<double>(total),
            static_cast<double>(wanted)},
        {"deadlock", "deadlocks", {}, deadlocked ? 1.0 : 0.0, 0.0},
        {"retries", "transfers begun again", {}, static_cast<double>(books.retries.load()), {}},
    };
    describeTotals(trial, outcome);
    return outcome;
}

SharedSum BankWorkload::opening() const
{
    return {m_accounts * kOpeningBalance, 0};
}

SharedSum BankWorkload::expected(std::uint64_t, std::uint64_t) const
{
    return {0, 2 * m_transfers};
}

SharedSum BankWorkload::held(const EndedTrial& trial) const
{
    const Books& books = objectsIn<Books>(trial.area, 0, 1).front();
    SharedSum sum;
    for (std::size_t account = 0; account < m_accounts; ++account)
        sum += SharedSum{books.accounts[account].sum, books.accounts[account].updates};
    return sum;
}

std::unique_ptr<Workload> makeBank(const Experiment& experiment)
{
    return std::make_unique<BankWorkload>(experiment);
}

} // namespace interleave
