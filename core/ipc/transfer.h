// How handing over a message's bytes has ended.
#pragma once

namespace interleave {

enum class Transfer {
    Done,
    NotInTime,
    Closed,
    Damaged,
    System,
};

} // namespace interleave
