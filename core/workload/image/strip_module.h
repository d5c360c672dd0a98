// What core knows of filtering a picture in strips: the steps of ImageModule::filterFile(), each to
// be done by whichever process has the pixels mapped. The stages are those of filter_stages.h.
//
// Thread and process safety: as ImageModule. Strips of a stage may be filtered at the same time;
// they read the same rows and write none in common.
#pragma once

#include "core/base/failure.h"
#include "core/model/filter_stages.h"
#include "core/workload/image/brightness_counts.h"
#include "core/workload/image/picture_origin.h"
#include "core/workload/image/pixel_shape.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <span>

namespace interleave {

enum class ImageError;
struct PictureNotes;
struct PictureOptions;

/// Gives memory of that many bytes, mapped until it is asked again; null where there is none.
using MakeRoom = std::function<std::byte*(std::size_t bytes)>;

class StripModule
{
public:
    StripModule() = default;
    StripModule(const StripModule&) = delete;
    StripModule& operator=(const StripModule&) = delete;
    virtual ~StripModule() = default;

    /// Decodes into the room, which is asked for when the picture's header is known; where the file
    /// needs more than decoding (turning, other colours), through memory of its own. Reduced as
    /// filterFile() would for these filters and this output.
    [[nodiscard]] virtual Result<PixelShape, ImageError> decode(const PictureOrigin& origin,
        const std::filesystem::path& output,
        const FilterChain& filters,
        const MakeRoom& room,
        PictureNotes& notes) const noexcept = 0;

    /// Of the result of these filters; nothing where it is larger than any picture.
    [[nodiscard]] virtual std::optional<PixelShape> shapeAfter(
        std::span<const FilterStep> filters, PixelShape shape) const noexcept = 0;

    /// A strip of a StageKind::Strips. `counts` are those of the whole picture, for an equalise.
    [[nodiscard]] virtual Result<void, ImageError> filterStrip(std::span<const FilterStep> filters,
        const BrightnessCounts& counts,
        const Pixels& from,
        const Pixels& to,
        RowRange rows) const noexcept = 0;

    /// A strip of a StageKind::Count.
    [[nodiscard]] virtual Result<BrightnessCounts, ImageError> countBrightness(
        const Pixels& picture, RowRange rows) const noexcept = 0;

    /// A StageKind::Trace, in place.
    [[nodiscard]] virtual Result<void, ImageError> traceEdges(
        const Pixels& picture) const noexcept = 0;

    /// A StageKind::Whole.
    [[nodiscard]] virtual Result<void, ImageError> filterWhole(
        const FilterStep& filter, const Pixels& from, const Pixels& to) const noexcept = 0;

    /// What FilteredPicture::bins has of these rows of the result.
    [[nodiscard]] virtual Result<BrightnessCounts, ImageError> countLuminance(
        const Pixels& picture, RowRange rows) const noexcept = 0;

    /// Writes the result as filterFile() does.
    [[nodiscard]] virtual Result<void, ImageError> encode(const Pixels& picture,
        const std::filesystem::path& output,
        const PictureOptions& options) const noexcept = 0;
};

} // namespace interleave
