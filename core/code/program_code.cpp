#include "core/code/program_code.h"

#include "core/code/code_notes.h"
#include "core/code/code_subject.h"
#include "core/code/cpp_code.h"
#include "core/code/python_code.h"
#include "core/model/applicability.h"

namespace interleave {

namespace {

std::string_view whyNoneOf(WorkloadKind workload, CodeLanguage language)
{
    const bool python = language == CodeLanguage::Python;
    switch (workload) {
    case WorkloadKind::FalseSharing:
    case WorkloadKind::StoreBuffering:
        return python
            ? "There is no such program: between two steps of Python's lie hundreds of the "
              "processor's, so that neither a shared cache line nor a store buffer shows."
            : "There is no such program: which instructions are used, and where the words lie, is "
              "the experiment itself, and no matter of the library.";
    case WorkloadKind::ImageFilter:
        return python
            ? "There is no such program: what this experiment does about damaged pictures, names "
              "and results that are there would fill pages; its filters are those of cv2."
            : "There is no such program: the library has no pictures; the filters are OpenCV's.";
    default:
        return {};
    }
}

// What the library's handles are not made for.
std::optional<std::string_view> whyNoneByHandles(const Experiment& experiment)
{
    if (experiment.workload == WorkloadKind::Function)
        return "There is no such program: the function is Python code.";
    if (experiment.workload == WorkloadKind::Philosophers
        || (experiment.workload == WorkloadKind::Bank && !usesPrimitive(experiment)))
        return "There is no such program: the library gives its workers locks one by one, and this "
               "experiment has a whole row of them.";
    if (experiment.workload != WorkloadKind::BoundedBuffer)
        return std::nullopt;
    const auto channel = parameter<std::string>(experiment, "channel");
    if (channel == "semaphores")
        return "There is no such program: a permit of the library's semaphores belongs to who "
               "acquired it, so that they do not count what others put in.";
    if (channel == "pipe")
        return "There is no such program: the library gives each of two processes one end of a "
               "pipe, and here all workers get the same.";
    return std::nullopt;
}

// Nothing: there is one.
std::optional<std::string_view> whyNone(const Experiment& experiment, CodeLanguage language)
{
    if (taskTemplateOf(experiment.workload) == nullptr)
        return whyNoneOf(experiment.workload, language);
    return language == CodeLanguage::Cpp ? whyNoneByHandles(experiment) : std::nullopt;
}

} // namespace

tl::expected<std::string, std::string_view> programOf(
    const Experiment& experiment, CodeLanguage language)
{
    const Experiment first = firstOfCompared(experiment);
    if (const auto why = whyNone(first, language))
        return tl::unexpected(*why);
    const std::string about = aboutProgram(experiment, first, language);
    return language == CodeLanguage::Python ? pythonProgram(first, about)
                                            : cppProgram(first, about);
}

} // namespace interleave
