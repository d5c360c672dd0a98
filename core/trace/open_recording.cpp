// A recording is opened: whatever lies in the file, what is found here fits its size.

#include "core/base/file.h"
#include "core/base/grouped_digits.h"
#include "core/trace/recording.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace interleave {

namespace {

constexpr const char* kWhatIsOne = "choose a file that 'interleave run --trace' wrote";

bool liesInside(
    const Section& section, std::uint64_t total, std::uint64_t needed, std::uint64_t alignment)
{
    return section.bytes >= needed && section.bytes <= total
        && section.offset <= total - section.bytes && section.offset % alignment == 0;
}

// Every product is of numbers that were bounded before, so that none overflows.
bool layoutFits(const RecordingLayout& layout)
{
    const std::uint64_t total = layout.totalBytes;
    if (layout.workers == 0 || layout.workers > kMaxWorkers || layout.cores > 8192)
        return false;
    if (layout.blockEvents == 0 || layout.blockEvents > 1U << 20U
        || layout.blocks > total / sizeof(TraceEvent) / layout.blockEvents)
        return false;
    const std::uint64_t frameNeeds = kFrameHead + 2 * (2ULL * layout.cores + layout.workers);
    if (layout.frameStride < frameNeeds || layout.frameStride > 1U << 20U
        || layout.frameStride % 8 != 0)
        return false;
    if (!(layout.nsPerTick > 0 && layout.nsPerTick <= 1e6)) // nor NaN
        return false;
    return liesInside(layout.experiment, total, 0, 1) && liesInside(layout.result, total, 0, 1)
        && liesInside(layout.coreNumbers, total, layout.cores * sizeof(std::int32_t), 4)
        && liesInside(layout.counters, total, layout.workers * sizeof(WorkerCounters), kCacheLine)
        && liesInside(layout.histograms, total, layout.workers * sizeof(LatencyHistogram), 8)
        && liesInside(layout.blockOwners, total, layout.blocks * sizeof(std::uint32_t), 4)
        && liesInside(
            layout.events, total, layout.blocks * layout.blockEvents * sizeof(TraceEvent), 8)
        && liesInside(
            layout.frames, total, std::uint64_t{layout.frameCapacity} * layout.frameStride, 8);
}

// Of a recording in so many bytes.
Result<void, RecordingError> checkLayout(const RecordingLayout& layout, std::uint64_t size)
{
    if (std::memcmp(layout.magic, kRecordingMagic, sizeof layout.magic) != 0)
        return fail(RecordingError::NotARecording,
            fmt::format("not a recording: it does not begin as one; {}", kWhatIsOne));
    if (layout.version < kOldestRecordingVersion || layout.version > kRecordingVersion)
        return fail(RecordingError::WrongVersion,
            fmt::format(
                "recording version {}; this program reads versions {} to {}: run the experiment "
                "again",
                layout.version,
                kOldestRecordingVersion,
                kRecordingVersion));
    if (layout.totalBytes > size)
        return fail(RecordingError::CutOff,
            fmt::format("the recording is cut off after {} of {} bytes; copy it again",
                groupedDigits(size),
                groupedDigits(layout.totalBytes)));
    if (!layoutFits(layout))
        return fail(RecordingError::Damaged,
            "damaged recording: its parts do not fit its size; take another copy, or run the "
            "experiment again");
    return {};
}

Result<UniqueFd, RecordingError> openRegular(const std::filesystem::path& path)
{
    auto fd = openRegularFile(path);
    if (!fd && fd.error().kind == SystemError::NotAFile)
        return fail(
            RecordingError::NotARecording, fmt::format("{}; {}", fd.error().message, kWhatIsOne));
    if (!fd)
        return fail(RecordingError::System, fd.error().message);
    return *std::move(fd);
}

// Of a memfd nobody has a name; on a tmpfs files have seals, too.
bool isFile(int fd, const struct ::stat& status)
{
    return ::fcntl(fd, F_GET_SEALS) < 0 || status.st_nlink > 0;
}

bool isRecordingAt(int fd, std::uint64_t offset)
{
    char begin[sizeof kRecordingMagic];
    const auto read = retryOnInterrupt(
        [&] { return ::pread(fd, begin, sizeof begin, static_cast<off_t>(offset)); });
    return read == static_cast<ssize_t>(sizeof begin)
        && std::memcmp(begin, kRecordingMagic, sizeof begin) == 0;
}

template <class T>
Result<T, RecordingError> naming(
    const std::filesystem::path& path, Result<T, RecordingError> opened)
{
    if (!opened)
        opened.error().message = fmt::format("{}: {}", path.string(), opened.error().message);
    return opened;
}

} // namespace

Result<Recording, RecordingError> Recording::open(int fd)
{
    return openAt(fd, 0);
}

// Nothing of memory, which nobody can shorten.
std::optional<Recording::FileState> Recording::watched(
    int fd, const struct ::stat& status, const Mapping& mapping)
{
    if (!isFile(fd, status))
        return std::nullopt;
    return FileState{UniqueFd(::fcntl(fd, F_DUPFD_CLOEXEC, 3)),
        std::make_unique<TruncationGuard>(mapping.bytes(), mapping.size()),
        status.st_size,
        status.st_mtim};
}

Result<Recording, RecordingError> Recording::openAt(int fd, std::uint64_t offset)
{
    struct stat status
    {
    };
    if (::fstat(fd, &status) != 0)
        return fail(RecordingError::System, describeErrno("read the recording", errno).message);
    const auto whole = static_cast<std::uint64_t>(status.st_size);
    const std::uint64_t size = whole - std::min(whole, offset);
    if (size < sizeof(RecordingHeader))
        return fail(RecordingError::NotARecording,
            fmt::format("not a recording: only {} bytes; {}", groupedDigits(size), kWhatIsOne));
    if (!isFile(fd, status) && (::fcntl(fd, F_GET_SEALS) & F_SEAL_SHRINK) == 0)
        return fail(
            RecordingError::NotSealed, "the recording could shrink while it is read: not sealed");
    auto mapping = Mapping::map(fd, size, MapAccess::ReadOnly, offset);
    if (!mapping)
        return fail(RecordingError::System, mapping.error().message);
    auto file = watched(fd, status, *mapping); // from the first look on
    const RecordingLayout header = headerOf(*mapping).layout;
    if (auto sound = checkLayout(header, size); !sound)
        return tl::unexpected(sound.error());
    return Recording(*std::move(mapping), std::move(file), header);
}

Result<Recording, RecordingError> Recording::openFile(const std::filesystem::path& path)
{
    const auto fd = openRegular(path);
    return fd ? naming(path, open(fd->get())) : tl::unexpected(fd.error());
}

Result<std::vector<Recording>, RecordingError> Recording::openAll(const std::filesystem::path& path)
{
    const auto fd = openRegular(path);
    if (!fd)
        return tl::unexpected(fd.error());
    std::vector<Recording> recordings;
    std::uint64_t offset = 0;
    for (;;) {
        auto opened = naming(path, openAt(fd->get(), offset));
        if (!opened)
            return tl::unexpected(opened.error());
        offset += opened->m_layout.totalBytes;
        recordings.push_back(*std::move(opened));
        if (!isRecordingAt(fd->get(), offset))
            return recordings;
    }
}

} // namespace interleave
