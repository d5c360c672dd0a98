// The words around a field of the form, all made from its ValueSpec.
#pragma once

#include "core/model/experiment.h"

#include <QString>

#include <optional>

namespace interleave::ui {

/// "Pool size".
[[nodiscard]] QString titleOf(const ValueSpec& spec);

/// What it means, what the chosen one of its choices means and what is allowed, as rich text.
[[nodiscard]] QString toolTipOf(const ValueSpec& spec, const FieldValue& value);

/// The default as the field shows it: "auto", "10,000", "lock"; empty for what is empty by default.
[[nodiscard]] QString shownDefault(const ValueSpec& spec);

/// The first problem of `value`, short because it stands right under its field; nothing when it is
/// fine.
[[nodiscard]] std::optional<QString> problemOf(const ValueSpec& spec, const FieldValue& value);

/// What `value` means: the chosen one of its choices explains itself; else as automaticTextOf().
[[nodiscard]] QString meaningOf(
    const ValueSpec& spec, const FieldValue& value, const Experiment& experiment);

/// What "auto" becomes in `experiment` on this machine: "auto: one per core (2)"; empty where a
/// number or a choice must be given, and for folders, which say it in the field.
[[nodiscard]] QString automaticTextOf(const ValueSpec& spec, const Experiment& experiment);

} // namespace interleave::ui
