// The strips of ImageModule by OpenCV.
#pragma once

#include "core/workload/image/image_module.h"

namespace interleave {

class OpenCvStrips final : public StripModule
{
public:
    [[nodiscard]] Result<PixelShape, ImageError> decode(const PictureOrigin& origin,
        const std::filesystem::path& output,
        const FilterChain& filters,
        const MakeRoom& room,
        PictureNotes& notes) const noexcept override;
    [[nodiscard]] std::optional<PixelShape> shapeAfter(
        std::span<const FilterStep> filters, PixelShape shape) const noexcept override;
    [[nodiscard]] Result<void, ImageError> filterStrip(std::span<const FilterStep> filters,
        const BrightnessCounts& counts,
        const Pixels& from,
        const Pixels& to,
        RowRange rows) const noexcept override;
    [[nodiscard]] Result<BrightnessCounts, ImageError> countBrightness(
        const Pixels& picture, RowRange rows) const noexcept override;
    [[nodiscard]] Result<void, ImageError> traceEdges(
        const Pixels& picture) const noexcept override;
    [[nodiscard]] Result<void, ImageError> filterWhole(
        const FilterStep& filter, const Pixels& from, const Pixels& to) const noexcept override;
    [[nodiscard]] Result<BrightnessCounts, ImageError> countLuminance(
        const Pixels& picture, RowRange rows) const noexcept override;
    [[nodiscard]] Result<void, ImageError> encode(const Pixels& picture,
        const std::filesystem::path& output,
        const PictureOptions& options) const noexcept override;
};

} // namespace interleave
