// Tickets: check, then act. Shows of a few seats are sold one after another; every task buys
// tickets for the show that is being sold. Who sells looks whether a seat is left, and if so counts
// it as sold and hands out a ticket.
//
// An atomic addition loses no count and oversells all the same: between the look and the addition
// others may have sold. A compare-and-swap makes both one step, as a guard does.
#pragma once

#include "core/workload/workload.h"

namespace interleave {

class TicketsWorkload final : public Workload
{
public:
    explicit TicketsWorkload(const Experiment& experiment);

    [[nodiscard]] std::uint64_t defaultTasks() const override;
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

    std::uint64_t m_customers;
    std::uint64_t m_seats;
};

} // namespace interleave
