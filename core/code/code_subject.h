// What an experiment is to a program that does the same, in either language.
#pragma once

#include "core/code/code_template.h"
#include "core/code/program_code.h"

#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// By what the tasks reach those that do them.
/// Of a workload whose workers each have a place of their own they are started one by one.
enum class CodeSystem {
    Pool,
    ProcessExecutor,
    ThreadExecutor,
    Process,
    Joblib,
    Asyncio,
    Serial,
    WorkerProcesses,
    WorkerThreads
};

/// The first of those that are compared, alone, and with numbers for tasks and workers.
[[nodiscard]] Experiment firstOfCompared(const Experiment& experiment);

[[nodiscard]] CodeSystem systemFor(const Experiment& experiment, CodeLanguage language);
/// Whether its workers are processes, which share nothing but what they were given.
[[nodiscard]] bool hasProcesses(CodeSystem system);
/// Whether the tasks update something that they share; else they give their results back.
[[nodiscard]] bool sharesState(const Experiment& experiment);
/// Whether a condition variable does it, which has a lock of its own in place of the primitive.
[[nodiscard]] bool waitsForCondition(const Experiment& experiment);
/// Whether the primitive guards what they share.
[[nodiscard]] bool usesGuard(const Experiment& experiment);

/// The template of what its tasks do; null: there is none.
[[nodiscard]] const char* taskTemplateOf(WorkloadKind workload);
[[nodiscard]] const char* systemTemplateOf(CodeSystem system);

/// A thing that the tasks share, as a section "state" has it, a line each: its name, and two words
/// on what it is.
struct SharedThing
{
    std::string name;
    std::string first;
    std::string second;
};
[[nodiscard]] std::vector<SharedThing> sharedThings(std::string_view lines);

/// With `between` between them.
template <class Words>
[[nodiscard]] std::string joined(
    const std::vector<SharedThing>& things, std::string_view between, Words words)
{
    std::string text;
    for (const SharedThing& thing : things)
        text += (text.empty() ? "" : std::string(between)) + words(thing);
    return text;
}

/// Gaps and flags that are the same in both languages. `separator` groups the digits of numbers.
[[nodiscard]] CodeWords commonWords(
    const Experiment& experiment, CodeLanguage language, char separator);
[[nodiscard]] std::string grouped(std::int64_t number, char separator);

} // namespace interleave
