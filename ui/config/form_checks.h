// What the form says of its fields, from the experiment that they make together: whether each makes
// a difference, what is wrong with it beside the others, what its value means.
#pragma once

#include "core/model/experiment.h"
#include "ui/config/field_row.h"
#include "ui/config/folder_look.h"

#include <string_view>
#include <vector>

namespace interleave::ui {

/// Null where there is none of that name.
[[nodiscard]] FieldRow* rowOf(const std::vector<FieldRow*>& rows, std::string_view name);

struct FormRows
{
    const std::vector<FieldRow*>& fields; // as experimentFields()
    const std::vector<FieldRow*>& parameters; // as those of the workload that is shown
};

/// A field that makes no difference is not there. A single choice is none.
void showWhatApplies(const FormRows& rows, const Experiment& now);
/// What the fields are together; each problem stands under the field that it names. What is known
/// of folders that were looked at before stays there as it was, and is no problem of these.
void showConflicts(const FormRows& rows, const Experiment& now, const FolderLook& folders);
void showNotes(const FormRows& rows, const Experiment& now, const FolderLook& folders);

} // namespace interleave::ui
