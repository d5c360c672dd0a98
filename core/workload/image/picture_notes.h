// What the result of a picture is not, although its task succeeded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace interleave {

/// Lies in shared memory, one for each task.
struct PictureNotes
{
    bool salvaged = false; // damaged, and filtered as far as it could be read
    bool fewerBits = false; // more than 8 bits became 8
    bool alphaDropped = false;
    bool cmyk = false; // its inks became colours without their profile
    bool profileDropped = false; // of its colours, which are not those of sRGB
    std::uint32_t furtherPages = 0; // or frames, of which none was filtered
    std::uint32_t warnings = 0; // of the decoder, where it was salvaged

    bool operator==(const PictureNotes&) const = default;
    /// Of a picture with several pages, whatever holds for one of them.
    PictureNotes& operator|=(const PictureNotes& other);
};

/// Of notes in memory that workers can scribble over, where a flag may be any byte.
[[nodiscard]] PictureNotes believed(const PictureNotes& noted);
/// "damaged, and salvaged (3 warnings), reduced to 8 bits, 3 further pages or frames left out";
/// empty where all is well.
[[nodiscard]] std::string describe(const PictureNotes& notes);
/// Of a sentence that ends with what describe() says, after a colon: whether that is of a picture
/// that was salvaged.
[[nodiscard]] bool tellsOfSalvage(std::string_view sentence);

} // namespace interleave
