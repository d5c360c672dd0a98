// Bank transfers: every task moves money from account to account. What leaves one account arrives
// in another, so the total must not change; an account may be overdrawn.
//
// A transfer is guarded by the experiment's primitive, or by a lock for each account: the lower
// number first, the payer first (which deadlocks as soon as two pay each other), or with giving
// back the first when the second is taken. Now and then a task adds up all accounts under the same
// guard.
#pragma once

#include "core/workload/workload.h"

namespace interleave {

class BankWorkload final : public Workload
{
public:
    explicit BankWorkload(const Experiment& experiment);

    [[nodiscard]] std::uint64_t defaultTasks() const override;
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

} // namespace interleave
