// Lets OpenCV make a picture in memory that somebody else has: decoders ask for it when they know
// its size.
#pragma once

#include "core/workload/image/strip_module.h"

#include <opencv2/core/mat.hpp>

namespace interleave {

/// The first picture gets the room, and the next when that one is gone; others get memory of their
/// own. Must outlive what it has made. OutOfMemory is OpenCV's exception.
class RoomAllocator final : public cv::MatAllocator
{
public:
    explicit RoomAllocator(const MakeRoom& room)
        : m_room(room)
    {
    }

    /// An empty picture that will be made here.
    [[nodiscard]] cv::Mat empty()
    {
        cv::Mat picture;
        picture.allocator = this;
        return picture;
    }
    /// Whether the picture lies in the room, from its beginning and without gaps.
    [[nodiscard]] bool has(const cv::Mat& picture) const
    {
        return m_taken && picture.data == m_first && picture.isContinuous();
    }

    cv::UMatData* allocate(int dims,
        const int* sizes,
        int type,
        void* data,
        std::size_t* step,
        cv::AccessFlag flags,
        cv::UMatUsageFlags usage) const override;
    bool allocate(
        cv::UMatData* data, cv::AccessFlag flags, cv::UMatUsageFlags usage) const override;
    void deallocate(cv::UMatData* data) const override;

private:
    const MakeRoom& m_room;
    mutable bool m_taken = false; // OpenCV allocates by const functions
    mutable uchar* m_first = nullptr;
};

} // namespace interleave
