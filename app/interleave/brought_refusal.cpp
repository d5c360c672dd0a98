#include "app/interleave/brought_refusal.h"

#include "core/base/messages.h"
#include "core/base/printable.h"
#include "core/engine/run/exit_status.h"

#include <fmt/format.h>

namespace interleave {

std::optional<int> refuseBrought(const ExperimentOptions& options,
    const Experiment& experiment,
    bool allowsFunction,
    Messages& messages)
{
    const BroughtPrograms brought = options.programsOfFile(experiment);
    if (!brought.python.empty())
        return messages.complain(
            fmt::format("{} names the program {} as its Python interpreter, which could be any. "
                        "Nothing was started; if you know it, add --python and its name",
                shownBothEnds(options.file()),
                shownBothEnds(brought.python)),
            kExitUsage);
    if (brought.code.empty() || allowsFunction)
        return std::nullopt;
    // Whole: what is left out could be what matters.
    messages.write(printable(brought.code) + "\n");
    return messages.complain(
        fmt::format("{} brings this Python function, which can do all that you can. Nothing was "
                    "started; if you know what it does, add --allow-function",
            shownBothEnds(options.file())),
        kExitUsage);
}

} // namespace interleave
