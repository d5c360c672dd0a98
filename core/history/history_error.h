// Why runs cannot be kept, or be had again.
#pragma once

namespace interleave {

enum class HistoryError {
    Missing, // there is no history yet
    NotAHistory, // another file has its name
    Newer, // a later program has made it
    Damaged,
    ReadOnly,
    Busy, // another program has locked it for too long
    NoSpace,
    NoSuchRun,
    System,
};

} // namespace interleave
