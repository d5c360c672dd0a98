// All that stands in the form, allowed or not: what undo goes back to.
#pragma once

#include "core/model/experiment.h"

#include <map>
#include <string>

namespace interleave::ui {

using NamedValues = std::map<std::string, FieldValue, std::less<>>;

struct FormValues
{
    NamedValues fields{};
    /// Of each workload that was seen: its parameters and how many tasks it has.
    std::map<WorkloadKind, NamedValues> own{};

    bool operator==(const FormValues&) const = default;
};

} // namespace interleave::ui
