#include "core/model/waiting_line.h"

#include <string>
#include <string_view>

namespace interleave {

Remark lineRemark(Primitive primitive, std::int64_t workers, std::int64_t usableCores)
{
    const bool servesInLine
        = primitive == Primitive::TicketLock || primitive == Primitive::QueueLock;
    if (!servesInLine || workers <= usableCores || usableCores < 1)
        return {};
    constexpr std::string_view kOnOne
        = "the {0} goes to whoever came first, and of {1} workers on {2} usable core that one "
          "often has no core: the run may take seconds for what takes milliseconds otherwise; use "
          "at most {2} worker, or a lock that anybody may take";
    constexpr std::string_view kOnSeveral
        = "the {0} goes to whoever came first, and of {1} workers on {2} usable cores that one "
          "often has no core: the run may take seconds for what takes milliseconds otherwise; use "
          "at most {2} workers, or a lock that anybody may take";
    return {.sentences = {{usableCores == 1 ? kOnOne : kOnSeveral,
                {std::string(nameOf(primitive)),
                    std::to_string(workers),
                    std::to_string(usableCores)}}}};
}

Remark lineRemark(const RunResult& run)
{
    for (const ArmResult& result : run.arms) {
        Remark remark = lineRemark(result.arm.sync, result.arm.workers, run.machine.usableCores);
        if (!remark.empty())
            return remark;
    }
    return {};
}

} // namespace interleave
