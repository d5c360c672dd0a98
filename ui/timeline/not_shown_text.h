// What the rows of the timeline do not show although it happened: pure words.
#pragma once

#include "core/timeline/timeline_index.h"
#include "ui/timeline/hand_overs.h"
#include "ui/timeline/timeline_display.h"

#include <QString>

namespace interleave::ui {

struct NotShown
{
    QString text; // with how many each; empty where the rows show all
    QString details; // why, and where it is counted

    bool operator==(const NotShown&) const = default;
};

/// Of events that did not fit the recording; empty where all did.
[[nodiscard]] QString notRecordedText(std::uint64_t dropped);

/// A row per core tells less than one per worker.
[[nodiscard]] NotShown notShown(
    const TimelineIndex& index, const HandOvers& handOvers, RowKind rows = RowKind::Workers);

} // namespace interleave::ui
