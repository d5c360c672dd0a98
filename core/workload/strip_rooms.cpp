#include "core/workload/strip_rooms.h"

#include "core/ipc/file_size_signal.h"
#include "core/workload/image/image_module.h"

#include <iterator>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace interleave {

namespace {

constexpr std::size_t kWorthGivingBack = std::size_t{64} << 20U; // pages are zeroed when taken anew

std::size_t sizeOf(const UniqueFd& file)
{
    struct stat status
    {
    };
    return ::fstat(file.get(), &status) == 0 ? static_cast<std::size_t>(status.st_size) : 0;
}

} // namespace

Result<StripRooms, SystemError> StripRooms::create()
{
    StripRooms rooms;
    for (UniqueFd& file : rooms.m_files) {
        file = UniqueFd(::memfd_create("interleave-picture", MFD_CLOEXEC));
        if (!file.valid())
            return failErrno("make memory for pictures");
    }
    return rooms;
}

void StripRooms::adopt(std::vector<UniqueFd> descriptors)
{
    std::move(descriptors.begin(), descriptors.end(), m_files.begin());
}

std::vector<int> StripRooms::descriptors() const
{
    std::vector<int> numbers;
    for (const UniqueFd& file : m_files)
        numbers.push_back(file.get());
    return numbers;
}

Result<Mapping, SystemError> StripRooms::map(std::size_t room, std::size_t bytes) const
{
    const UniqueFd& file = m_files.at(room);
    if (bytes > kImageWorkerMemory)
        return fail(SystemError::OutOfMemory,
            "needs more memory than a worker may take (make the picture smaller)");
    const NoFileSizeSignal noSignal;
    if (sizeOf(file) < bytes && ::ftruncate(file.get(), static_cast<off_t>(bytes)) != 0)
        return failErrno("make room for a picture");
    return Mapping::map(file.get(), bytes, MapAccess::ReadWrite);
}

void StripRooms::giveBack(std::size_t room) const
{
    const UniqueFd& file = m_files.at(room);
    if (sizeOf(file) >= kWorthGivingBack)
        (void)::ftruncate(file.get(), 0); // or it stays as it is
}

} // namespace interleave
