// The words around a field of the form, all made from its ValueSpec.
#pragma once

#include "core/model/experiment.h"

#include <QString>

#include <optional>

namespace interleave::ui {

/// "Pool size".
[[nodiscard]] QString titleOf(const ValueSpec& spec);

/// What it means, what each choice means and what is allowed, as rich text.
[[nodiscard]] QString toolTipOf(const ValueSpec& spec);

/// The first problem of `value`, short because it stands right under its field; nothing when it is
/// fine.
[[nodiscard]] std::optional<QString> problemOf(const ValueSpec& spec, const FieldValue& value);

/// What "auto" becomes in `experiment` on this machine: "auto: one per core (2)"; empty where a
/// number or a choice must be given, and for folders, which say it in the field.
[[nodiscard]] QString automaticTextOf(const ValueSpec& spec, const Experiment& experiment);

/// A problem's sentence without the field's name, which stands beside it.
[[nodiscard]] QString sentenceOf(const ExperimentProblem& problem);

} // namespace interleave::ui
