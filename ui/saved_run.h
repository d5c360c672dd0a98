// A recording that was saved: its events, and the result of the run that it belongs to.
#pragma once

#include "core/model/run_result.h"
#include "core/trace/recording.h"

#include <QString>

#include <tl/expected.hpp>

#include <memory>
#include <optional>

namespace interleave::ui {

struct SavedRun
{
    std::shared_ptr<const Recording> recording;
    Experiment experiment;
    std::optional<RunResult> result{}; // nothing where the run had not ended
    QString problem{}; // why the result that is in the file cannot be shown
};

/// Whether the file begins as a recording does; false where it cannot be read.
[[nodiscard]] bool isRecording(const QString& file);

/// The error is a sentence that names the file and the remedy. Reads no events.
[[nodiscard]] tl::expected<SavedRun, QString> openSavedRun(const QString& file);

} // namespace interleave::ui
