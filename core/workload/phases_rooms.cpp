#include "core/workload/phases_rooms.h"

namespace interleave {

bool MeetingRooms::hasFailed(
    std::uint64_t party, std::uint64_t phase, const TaskLedger& ledger) const
{
    const TaskMark mark = ledger.mark(party * size.phases + phase);
    return isFailure(mark) || mark == TaskMark::TimedOut;
}

bool MeetingRooms::nobodyIsMissing(std::uint64_t phase, const TaskLedger& ledger) const
{
    for (std::uint64_t party = 0; party < size.parties; ++party) {
        if (parties[party].arrived.load() <= phase && !hasFailed(party, phase, ledger))
            return false;
    }
    return true;
}

bool MeetingRooms::somebodyWasCutOff(std::uint64_t phase, const TaskLedger& ledger) const
{
    for (std::uint64_t party = 0; party < size.parties; ++party) {
        if (hasFailed(party, phase, ledger) || ledger.runs(party * size.phases + phase) > 1)
            return true;
    }
    return false;
}

} // namespace interleave
