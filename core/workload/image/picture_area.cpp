#include "core/workload/image/picture_area.h"

#include <algorithm>

namespace interleave {

std::size_t pictureAreaBytes(std::uint64_t tasks, std::uint32_t workers)
{
    return lineBytes<PictureNotes>(tasks) + lineBytes<PictureTimes>(tasks)
        + lineBytes<OwnBrightness>(workers);
}

void keepPicture(std::span<std::byte> area,
    std::uint32_t workers,
    const EndingPicture& ending,
    const TaskLedger& ledger)
{
    const auto& [picture, task, worker] = ending;
    notesIn(area, ledger.tasks())[task] = picture.notes;
    timesIn(area, ledger.tasks())[task] = picture.times;
    brightnessIn(area, ledger.tasks(), workers)[worker].add(picture.bins, task, ledger);
}

void noteParts(
    Recorder& recorder, const Clock& clock, std::uint64_t now, const EndingPicture& ending)
{
    std::uint64_t begin = ending.picture.beginTicks;
    const auto note = [&](PicturePart part, std::uint64_t ns) {
        if (ns == 0)
            return;
        const double ticks = static_cast<double>(ns) / clock.nsPerTick();
        const std::uint64_t end = std::min(now, begin + static_cast<std::uint64_t>(ticks));
        recorder.note({.begin = begin,
            .end = end,
            .task = ending.task,
            .waitTicks = 0,
            .core = static_cast<std::uint16_t>(part),
            .kind = EventKind::Part,
            .outcome = TaskOutcome::Succeeded});
        begin = end;
    };
    note(PicturePart::Decode, ending.picture.passed.decodeNs);
    note(PicturePart::Filter, ending.picture.passed.filterNs);
    note(PicturePart::Encode, ending.picture.passed.encodeNs);
}

} // namespace interleave
