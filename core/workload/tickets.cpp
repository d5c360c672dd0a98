#include "core/workload/tickets.h"

#include "core/base/grouped_digits.h"
#include "core/sync/racing_word.h"
#include "core/workload/area.h"
#include "core/workload/task_loop.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace interleave {

namespace {

constexpr std::size_t kOversoldShown = 8; // bars; the last one is "and more"

std::string sentenceFor(std::uint64_t oversold, std::uint64_t tickets, double perMillion)
{
    if (oversold == 0)
        return fmt::format("None of {} tickets was sold beyond the seats", groupedDigits(tickets));
    return fmt::format("{} of {} tickets were sold beyond the seats: {} in a million",
        groupedDigits(oversold),
        groupedDigits(tickets),
        groupedDigits(static_cast<std::uint64_t>(std::max(1LL, std::llround(perMillion)))));
}

void pauseInWindow(const WorkerContext& worker)
{
    if (worker.delayNs != 0)
        TimedPause(worker.clock, worker.delayNs)();
}

// Looks, and sells when a seat is left. False when the show is sold out.
bool sellRacing(std::uint64_t& sold, std::uint64_t seats, const WorkerContext& worker)
{
    const std::uint64_t seen = loadRacing(sold);
    if (seen >= seats)
        return false;
    pauseInWindow(worker);
    storeRacing(sold, seen + 1);
    return true;
}

bool sellByAddition(std::uint64_t& sold, std::uint64_t seats, const WorkerContext& worker)
{
    if (loadRacing(sold) >= seats)
        return false;
    pauseInWindow(worker);
    addAtomic(sold, 1);
    return true;
}

// The check and the addition in one step: it adds only to what it has checked.
bool sellBySwap(std::uint64_t& sold, std::uint64_t seats, WorkerContext& worker)
{
    const std::atomic_ref<std::uint64_t> shared(sold);
    std::uint64_t seen = shared.load(std::memory_order_relaxed);
    for (; seen < seats; ++worker.retries) {
        pauseInWindow(worker);
        if (shared.compare_exchange_strong(seen, seen + 1, std::memory_order_relaxed))
            return true;
    }
    return false;
}

bool sell(std::uint64_t& sold, std::uint64_t seats, WorkerContext& worker)
{
    switch (worker.arm.sync) {
    case Primitive::Atomic:
        return sellByAddition(sold, seats, worker);
    case Primitive::CompareAndSwap:
        return sellBySwap(sold, seats, worker);
    default:
        return sellRacing(sold, seats, worker);
    }
}

class TicketsWorkload final : public Workload
{
public:
    explicit TicketsWorkload(const Experiment& experiment);

    void run(TaskRange range, WorkerContext& worker) const override;
    [[nodiscard]] std::size_t areaBytes(const RunShape& shape) const override;
    [[nodiscard]] WorkloadOutcome outcome(const EndedTrial& trial) const override;
    [[nodiscard]] SharedSum expected(std::uint64_t index, std::uint64_t result) const override;
    [[nodiscard]] SharedSum held(const EndedTrial& trial) const override;

private:
    struct Show;
    class BoxOffice;

    template <class Area>
    static auto showsIn(Area area); // a span of them
    [[nodiscard]] std::uint64_t oversoldBy(const Show& show) const;
    [[nodiscard]] OutcomeChart chartOf(std::span<const Show> shows) const;

    std::uint64_t m_customers;
    std::uint64_t m_seats;
};

} // namespace

struct TicketsWorkload::Show
{
    alignas(kCacheLine) std::uint64_t sold; // what the sellers look at
    alignas(kCacheLine) std::atomic<std::uint64_t> tickets; // that were handed out
};

// What one task sells, from one show to the next.
class TicketsWorkload::BoxOffice
{
public:
    BoxOffice(std::span<Show> shows, std::atomic<std::uint64_t>& current)
        : m_shows(shows)
        , m_current(current)
        , m_show(current.load(std::memory_order_relaxed))
    {
    }
    BoxOffice(const BoxOffice&) = delete;
    BoxOffice& operator=(const BoxOffice&) = delete;
    BoxOffice(BoxOffice&&) = delete;
    BoxOffice& operator=(BoxOffice&&) = delete;
    ~BoxOffice() { handOut(); }

    [[nodiscard]] std::uint64_t& sold() { return m_shows[m_show].sold; }
    void countTicket() { ++m_tickets; }
    /// False when there is no other show.
    bool nextShow()
    {
        handOut();
        std::uint64_t here = m_show;
        if (here + 1 == m_shows.size())
            return false;
        if (m_current.compare_exchange_strong(here, here + 1, std::memory_order_relaxed))
            m_show = here + 1;
        else
            m_show = here; // where the others are
        return true;
    }

private:
    // Counted after the last sale, so that counting does not keep the sellers in step.
    void handOut()
    {
        m_shows[m_show].tickets.fetch_add(std::exchange(m_tickets, 0), std::memory_order_relaxed);
    }

    std::span<Show> m_shows;
    std::atomic<std::uint64_t>& m_current;
    std::uint64_t m_show;
    std::uint64_t m_tickets = 0;
};

TicketsWorkload::TicketsWorkload(const Experiment& experiment)
    : m_customers(static_cast<std::uint64_t>(parameter<std::int64_t>(experiment, "customers")))
    , m_seats(static_cast<std::uint64_t>(parameter<std::int64_t>(experiment, "seats")))
{
}

// Each show sells its seats at least; also to tasks that are cut off and run again.
std::size_t TicketsWorkload::areaBytes(const RunShape& shape) const
{
    const std::uint64_t customers = (shape.tasks + kTasksAgain) * m_customers;
    const std::uint64_t shows = (customers + m_seats - 1) / m_seats + 1;
    return kCacheLine + lineBytes<Show>(shows);
}

template <class Area>
auto TicketsWorkload::showsIn(Area area)
{
    return objectsIn<Show>(area, kCacheLine, (area.size() - kCacheLine) / sizeof(Show));
}

void TicketsWorkload::run(TaskRange range, WorkerContext& worker) const
{
    auto& current = objectsIn<std::atomic<std::uint64_t>>(worker.area, 0, 1).front();
    const auto shows = showsIn(worker.area);
    const auto task = [&](std::uint64_t, const auto& access, WorkerContext& context) {
        BoxOffice office(shows, current);
        for (std::uint64_t customer = 0; customer < m_customers;) {
            bool sold = false;
            access.update([&](const auto&) { sold = sell(office.sold(), m_seats, context); });
            if (sold) {
                office.countTicket();
                ++customer;
            } else if (!office.nextShow()) {
                return TaskReport{.error = "all shows are sold out"};
            }
        }
        return TaskReport{.result = m_customers};
    };
    withAccess(worker, [&](const auto& access) { runRange(task, range, access, worker); });
}

std::uint64_t TicketsWorkload::oversoldBy(const Show& show) const
{
    const std::uint64_t handedOut = show.tickets.load();
    return handedOut > m_seats ? handedOut - m_seats : 0;
}

// Of shows that sold any.
OutcomeChart TicketsWorkload::chartOf(std::span<const Show> shows) const
{
    OutcomeChart chart{.title = "How many shows were oversold by how many tickets?",
        .unit = "shows",
        .xTitle = "tickets beyond the seats of a show"};
    chart.values.resize(kOversoldShown);
    for (std::size_t by = 0; by + 1 < kOversoldShown; ++by)
        chart.labels.push_back(std::to_string(by));
    chart.labels.push_back(fmt::format("{} or more", kOversoldShown - 1));
    chart.unwanted.resize(kOversoldShown - 1);
    std::iota(chart.unwanted.begin(), chart.unwanted.end(), 1);
    for (const Show& show : shows) {
        if (show.tickets.load() != 0)
            chart.values[std::min<std::size_t>(oversoldBy(show), kOversoldShown - 1)] += 1;
    }
    return chart;
}

WorkloadOutcome TicketsWorkload::outcome(const EndedTrial& trial) const
{
    std::uint64_t tickets = 0;
    std::uint64_t oversold = 0;
    for (const Show& show : showsIn(trial.area)) {
        tickets += show.tickets.load();
        oversold += oversoldBy(show);
    }
    OutcomeChart chart = chartOf(showsIn(trial.area));
    const double perMillion
        = tickets == 0 ? 0 : 1e6 * static_cast<double>(oversold) / static_cast<double>(tickets);
    const double shows = std::accumulate(chart.values.begin(), chart.values.end(), 0.0);
    WorkloadOutcome outcome;
    outcome.asWanted = oversold == 0;
    outcome.sentence = sentenceFor(oversold, tickets, perMillion);
    outcome.figures = {
        {"oversold", "tickets sold beyond the seats", {}, static_cast<double>(oversold), 0.0},
        {"oversold_per_million",
            "tickets sold beyond the seats, in a million",
            {},
            std::round(perMillion),
            0.0},
        {"oversold_shows", "shows that were oversold", {}, shows - chart.values.front(), 0.0},
        {"shows", "shows", {}, shows, {}},
        {"sold", "tickets sold", {}, static_cast<double>(tickets), {}},
    };
    outcome.charts.push_back(std::move(chart));
    return outcome;
}

// What the sellers counted, against the tickets that they handed out.
SharedSum TicketsWorkload::expected(std::uint64_t, std::uint64_t) const
{
    return {m_customers, m_customers};
}

SharedSum TicketsWorkload::held(const EndedTrial& trial) const
{
    SharedSum sum;
    for (const Show& show : showsIn(trial.area))
        sum += SharedSum{show.sold, show.sold};
    return sum;
}

std::unique_ptr<Workload> makeTickets(const Experiment& experiment)
{
    return std::make_unique<TicketsWorkload>(experiment);
}

} // namespace interleave
