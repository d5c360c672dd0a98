#include "core/model/wording.h"

#include <fmt/format.h>

#include <cctype>

namespace interleave {

namespace {

std::string inQuotes(std::string_view title)
{
    return fmt::format("“{}”", title);
}

} // namespace

std::string calledField(std::string_view name, Wording wording)
{
    if (wording == Wording::Names)
        return fmt::format("'{}'", name);
    std::string title(findField(name)->spec.title);
    title.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(title.front())));
    return inQuotes(title);
}

std::string called(const Choice& choice, Wording wording)
{
    return wording == Wording::Names ? std::string(choice.name) : inQuotes(choice.title);
}

std::string calledWorkload(WorkloadKind workload, Wording wording)
{
    return wording == Wording::Names ? fmt::format("workload {}", nameOf(workload))
                                     : inQuotes(choiceOf(workload).title);
}

} // namespace interleave
