#include "core/workload/own_function.h"

#include "core/workload/task_loop.h"

namespace interleave {

namespace {

class OwnFunctionWorkload final : public Workload
{
public:
    // An experiment that would have it done here is refused (findWorkloadConflicts).
    void run(TaskRange range, WorkerContext& worker) const override
    {
        const auto task = [](std::uint64_t, const auto&, WorkerContext&) {
            return TaskReport{.error = "only an executor of Python's can run a Python function"};
        };
        withAccess(worker, [&](const auto& access) { runRange(task, range, access, worker); });
    }
    [[nodiscard]] SharedSum expected(std::uint64_t, std::uint64_t) const override { return {1, 1}; }
    [[nodiscard]] SharedSum held(const EndedTrial& trial) const override
    {
        return {trial.shared.count, trial.shared.count};
    }
};

} // namespace

std::unique_ptr<Workload> makeOwnFunction()
{
    return std::make_unique<OwnFunctionWorkload>();
}

} // namespace interleave
