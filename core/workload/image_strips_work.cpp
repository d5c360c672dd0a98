// What the tasks of a run in strips do with the pixels.

#include "core/ipc/shared_memory.h"
#include "core/work/processor_time.h"
#include "core/workload/image_strips.h"

#include <algorithm>
#include <atomic>
#include <unistd.h>

namespace interleave {

namespace {

BrightnessCounts sumOf(std::span<const BrightnessCounts> strips)
{
    BrightnessCounts sum{};
    for (const BrightnessCounts& strip : strips)
        addTo(sum, strip);
    return sum;
}

tl::unexpected<Failure<ImageError>> failWithoutRoom(const std::string& message)
{
    return fail(ImageError::OutOfMemory, message);
}

// Takes the memory of these rows now: where there is none, that is an error and no signal.
bool takeRows(const Pixels& picture, RowRange rows)
{
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    const std::size_t begin = static_cast<std::size_t>(rows.first) * picture.shape.rowBytes();
    const std::size_t bytes = static_cast<std::size_t>(rows.count) * picture.shape.rowBytes();
    const std::size_t before = begin % page;
    return bytes == 0 || populateForWriting(picture.first + (begin - before), before + bytes);
}

} // namespace

// Workers that take a core from each other would count what they wait for it, each part of the work
// another share of that: of all of them the time of processors is compared.
ImageStripsWorkload::Done ImageStripsWorkload::work(Job& job) const
{
    StripPicture& picture = job.desk.picture(job.place.picture);
    const bool decodes = job.plan.decodes(job.place);
    const bool encodes = job.plan.encodes(job.place);
    const std::uint64_t begin = processorNs();
    auto done = decodes ? decode(job) : encodes ? encode(job) : filter(job);
    std::atomic<std::uint64_t>& part = decodes ? picture.decodeNs
        : encodes                              ? picture.encodeNs
                                               : picture.filterNs;
    part.fetch_add(processorNs() - begin);
    return done;
}

ImageStripsWorkload::Done ImageStripsWorkload::decode(const Job& job) const
{
    StripPicture& picture = job.desk.picture(job.place.picture);
    std::optional<Mapping> room;
    const MakeRoom makeRoom = [&](std::size_t bytes) -> std::byte* {
        room.reset();
        auto mapping = m_rooms.map(0, bytes);
        if (!mapping || !populateForWriting(mapping->bytes(), bytes))
            return nullptr;
        room = *std::move(mapping);
        return room->bytes();
    };
    const std::uint64_t number = job.place.picture;
    picture.input = pictures().inputFacts(number);
    m_rooms.giveBack(1); // of the picture before, which may have been lost or dropped
    const auto shape = module().strips().decode(
        originOf(number), pictures().output(number), filters(), makeRoom, picture.notes);
    if (!shape) {
        room.reset();
        m_rooms.giveBack(0); // a header alone may have asked for all that a picture may have
        return tl::unexpected(shape.error());
    }
    picture.decoded = *shape;
    return BrightnessCounts{};
}

std::span<const FilterStep> ImageStripsWorkload::filtersOf(const FilterStage& stage) const
{
    return std::span(filters()).subspan(stage.first, stage.count);
}

// Canny's first phase has the shape of its result already.
Result<PixelShape, ImageError> ImageStripsWorkload::shapeBefore(const Job& job) const
{
    std::size_t done = filters().size();
    if (!job.plan.encodes(job.place)) {
        const FilterStage& stage = job.plan.stageOf(job.place);
        done = stage.first + (stage.kind == StageKind::Trace ? 1 : 0);
    }
    return shapeAfter(
        std::span(filters()).first(done), job.desk.picture(job.place.picture).decoded);
}

Result<PixelShape, ImageError> ImageStripsWorkload::shapeAfter(
    std::span<const FilterStep> steps, const PixelShape& shape) const
{
    const auto after = module().strips().shapeAfter(steps, shape);
    if (!after)
        return failWithoutRoom("the result would be larger than any picture may be");
    return *after;
}

ImageStripsWorkload::Done ImageStripsWorkload::filter(Job& job) const
{
    const auto shape = shapeBefore(job);
    if (!shape)
        return tl::unexpected(shape.error());
    const std::size_t room = job.plan.roomBefore(job.place);
    const FilterStage& stage = job.plan.stageOf(job.place);
    if (job.sent) {
        auto* rows = reinterpret_cast<std::byte*>(job.sent->rows.data());
        return makeAnother(job, {rows, *shape, job.sent->firstRow}, StripRooms::kRooms - 1 - room);
    }
    auto from = m_rooms.map(room, shape->bytes());
    if (!from)
        return failWithoutRoom(from.error().message);
    const Pixels picture{from->bytes(), *shape};
    if (stage.makesAnother())
        return makeAnother(job, picture, StripRooms::kRooms - 1 - room);
    const RowRange rows = job.plan.rowsOf(job.place, shape->rows);
    if (stage.kind == StageKind::Trace) {
        if (auto traced = module().strips().traceEdges(picture); !traced)
            return tl::unexpected(traced.error());
        return countIfEnd(job, picture, rows);
    }
    return module()
        .strips()
        .countBrightness(picture, rows)
        .map([&](const BrightnessCounts& counts) {
            job.desk.counts()[job.place.strip] = counts;
            return BrightnessCounts{};
        });
}

ImageStripsWorkload::Done ImageStripsWorkload::makeAnother(
    const Job& job, const Pixels& from, std::size_t room) const
{
    const FilterStage& stage = job.plan.stageOf(job.place);
    const auto shape = shapeAfter(filtersOf(stage), from.shape);
    if (!shape)
        return tl::unexpected(shape.error());
    auto mapping = m_rooms.map(room, shape->bytes());
    if (!mapping)
        return failWithoutRoom(mapping.error().message);
    const Pixels to{mapping->bytes(), *shape};
    const RowRange rows = job.plan.rowsOf(job.place, shape->rows);
    if (!takeRows(to, rows))
        return failWithoutRoom("no memory for the result (make the picture smaller)");
    const auto made = stage.kind == StageKind::Whole
        ? module().strips().filterWhole(filters()[stage.first], from, to)
        : module().strips().filterStrip(filtersOf(stage), sumOf(job.desk.counts()), from, to, rows);
    if (!made)
        return tl::unexpected(made.error());
    return countIfEnd(job, to, rows);
}

ImageStripsWorkload::Done ImageStripsWorkload::countIfEnd(
    const Job& job, const Pixels& picture, RowRange rows) const
{
    if (!job.plan.endsFiltering(job.place))
        return BrightnessCounts{};
    return module().strips().countLuminance(picture, rows);
}

ImageStripsWorkload::Done ImageStripsWorkload::encode(const Job& job) const
{
    const auto shape = shapeBefore(job);
    if (!shape)
        return tl::unexpected(shape.error());
    const std::size_t room = job.plan.roomBefore(job.place);
    auto mapping = m_rooms.map(room, shape->bytes());
    if (!mapping)
        return failWithoutRoom(mapping.error().message);
    m_rooms.giveBack(StripRooms::kRooms - 1 - room);
    const auto written = module().strips().encode({mapping->bytes(), *shape},
        pictures().output(job.place.picture),
        pictures().sealed(options(), job.place.picture, job.desk.picture(job.place.picture).input));
    if (!written)
        return tl::unexpected(written.error());
    return BrightnessCounts{};
}

Result<SentStrip, ImageError> ImageStripsWorkload::stripToSend(
    const Job& job, std::uint32_t strip) const
{
    const auto shape = shapeBefore(job);
    if (!shape)
        return tl::unexpected(shape.error());
    const auto picture = m_rooms.map(job.plan.roomBefore(job.place), shape->bytes());
    if (!picture)
        return failWithoutRoom(picture.error().message);
    StripPlace place = job.place;
    place.strip = strip;
    const RowRange rows = job.plan.rowsOf(place, shape->rows);
    const int halo = haloOf(filtersOf(job.plan.stageOf(place)), shape->bits);
    const std::int32_t first = rows.first - std::min(halo, rows.first);
    const std::int32_t end
        = rows.first + rows.count + std::min(halo, shape->rows - rows.first - rows.count);
    const auto* bytes = reinterpret_cast<const char*>(picture->bytes())
        + static_cast<std::size_t>(first) * shape->rowBytes();
    return SentStrip{.sender = job.task,
        .strip = strip,
        .firstRow = first,
        .rows = {bytes, static_cast<std::size_t>(end - first) * shape->rowBytes()}};
}

} // namespace interleave
