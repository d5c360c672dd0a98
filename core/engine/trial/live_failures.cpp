#include "core/engine/trial/live_failures.h"

#include "core/workload/workload.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace interleave {

namespace {

constexpr std::ptrdiff_t kErrorsKept = ErrorLog::kEntries; // of deaths; of exceptions as many

std::string errorKindOf(std::optional<std::uint64_t> task, const TaskLedger& ledger)
{
    if (!task)
        return "worker";
    return ledger.mark(*task) == TaskMark::Late ? "timed-out" : "exception";
}

std::size_t countWords(TrialMemory& memory, const Recovery& recovery)
{
    std::size_t count = recovery.errors().size();
    memory.block().errors.forEach(
        memory.ledger().tasks(), [&](std::optional<std::uint64_t>, std::string_view) { ++count; });
    return count;
}

} // namespace

std::vector<TaskError> failuresInWords(
    TrialMemory& memory, const Recovery& recovery, const Workload& workload)
{
    const auto& ofDeaths = recovery.errors();
    const TaskLedger ledger = memory.ledger();
    std::vector<TaskError> errors(ofDeaths.begin(),
        ofDeaths.begin() + std::min<std::ptrdiff_t>(std::ssize(ofDeaths), kErrorsKept));
    memory.block().errors.forEach(
        ledger.tasks(), [&](std::optional<std::uint64_t> task, std::string_view message) {
            errors.push_back({task,
                errorKindOf(task, ledger),
                task ? workload.failureOf(*task, std::string(message)) : std::string(message)});
        });
    return errors;
}

std::vector<TaskError> LiveFailures::takeNew(
    TrialMemory& memory, const Recovery& recovery, const Workload& workload)
{
    const std::size_t known = countWords(memory, recovery);
    if (known == m_known)
        return {};
    m_known = known;
    std::vector<TaskError> errors = failuresInWords(memory, recovery, workload);
    std::erase_if(errors, [this](const TaskError& error) {
        return !error.task || !m_told.insert(*error.task).second;
    });
    return errors;
}

} // namespace interleave
