#include "core/model/alternative.h"

#include <array>

namespace interleave {

namespace {

struct Alternative
{
    WorkloadKind workload;
    const char* parameter;
    const char* first; // without what the parameter is about
    const char* other;
};

constexpr std::array kAlternatives{
    Alternative{WorkloadKind::FalseSharing, "layout", "packed", "padded"},
    Alternative{WorkloadKind::StoreBuffering, "fence", "none", "mfence"},
    Alternative{WorkloadKind::Bank, "locking", "unordered", "ordered"},
    Alternative{WorkloadKind::Philosophers, "strategy", "left-first", "ordered"},
    Alternative{WorkloadKind::Phases, "meeting", "none", "barrier"},
    Alternative{WorkloadKind::BoundedBuffer, "channel", "semaphores", "queue"},
};

} // namespace

std::optional<VariedParameter> alternativeOf(const Experiment& experiment)
{
    for (const Alternative& each : kAlternatives) {
        if (each.workload != experiment.workload)
            continue;
        const auto now = parameter<std::string>(experiment, each.parameter);
        return VariedParameter{
            each.parameter, {each.first, now == each.first ? std::string(each.other) : now}};
    }
    return std::nullopt;
}

} // namespace interleave
