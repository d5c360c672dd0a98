#include "core/workload/image/room_allocator.h"

#include <opencv2/core.hpp>

#include <memory>

namespace interleave {

namespace {

// As OpenCV's own allocator: rows follow each other without gaps.
std::size_t bytesOf(int dims, const int* sizes, int type, std::size_t* step)
{
    auto total = static_cast<std::size_t>(CV_ELEM_SIZE(type));
    for (int i = dims - 1; i >= 0; --i) {
        if (step != nullptr)
            step[i] = total;
        total *= static_cast<std::size_t>(sizes[i]);
    }
    return total;
}

} // namespace

cv::UMatData* RoomAllocator::allocate(int dims,
    const int* sizes,
    int type,
    void* data,
    std::size_t* step,
    cv::AccessFlag flags,
    cv::UMatUsageFlags usage) const
{
    if (m_taken || data != nullptr)
        return cv::Mat::getStdAllocator()->allocate(dims, sizes, type, data, step, flags, usage);
    auto made = std::make_unique<cv::UMatData>(this);
    made->size = bytesOf(dims, sizes, type, step);
    m_first = reinterpret_cast<uchar*>(m_room(made->size));
    if (m_first == nullptr)
        CV_Error(cv::Error::StsNoMem, "no room for the picture");
    made->data = made->origdata = m_first;
    m_taken = true;
    return made.release();
}

bool RoomAllocator::allocate(cv::UMatData* data, cv::AccessFlag, cv::UMatUsageFlags) const
{
    return data != nullptr;
}

void RoomAllocator::deallocate(cv::UMatData* data) const
{
    if (data == nullptr || data->urefcount > 0 || data->refcount > 0)
        return;
    m_taken = false;
    const std::unique_ptr<cv::UMatData> gone(data);
}

} // namespace interleave
