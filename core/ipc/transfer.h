// How handing over a message's bytes has ended.
#pragma once

namespace interleave {

enum class Transfer {
    Done,
    NotInTime,
    Closed,
    Damaged,
    System,
    BeginAgain, // who had the first pieces could not wait for the next, and has dropped them
};

} // namespace interleave
