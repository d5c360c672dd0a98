#include "core/model/waiting_line.h"

#include <fmt/format.h>

namespace interleave {

std::string lineRemark(Primitive primitive, std::int64_t workers, std::int64_t usableCores)
{
    const bool servesInLine
        = primitive == Primitive::TicketLock || primitive == Primitive::QueueLock;
    if (!servesInLine || workers <= usableCores || usableCores < 1)
        return {};
    return fmt::format(
        "the {} goes to whoever came first, and of {} workers on {} usable core{} that one often "
        "has no core: the run may take seconds for what takes milliseconds otherwise; use at most "
        "{} worker{}, or a lock that anybody may take",
        nameOf(primitive),
        workers,
        usableCores,
        usableCores == 1 ? "" : "s",
        usableCores,
        usableCores == 1 ? "" : "s");
}

std::string lineRemark(const RunResult& run)
{
    for (const ArmResult& result : run.arms) {
        std::string remark
            = lineRemark(result.arm.sync, result.arm.workers, run.machine.usableCores);
        if (!remark.empty())
            return remark;
    }
    return {};
}

} // namespace interleave
