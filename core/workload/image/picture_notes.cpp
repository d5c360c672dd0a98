#include "core/workload/image/picture_notes.h"

#include <fmt/format.h>

namespace interleave {

PictureNotes& PictureNotes::operator|=(const PictureNotes& other)
{
    salvaged |= other.salvaged;
    fewerBits |= other.fewerBits;
    alphaDropped |= other.alphaDropped;
    cmyk |= other.cmyk;
    profileDropped |= other.profileDropped;
    furtherPages += other.furtherPages;
    return *this;
}

std::string describe(const PictureNotes& notes)
{
    std::string text;
    const auto add = [&](bool holds, const std::string& what) {
        if (holds)
            text += fmt::format("{}{}", text.empty() ? "" : ", ", what);
    };
    add(notes.salvaged, "damaged, and salvaged");
    add(notes.fewerBits, "reduced to 8 bits");
    add(notes.alphaDropped, "alpha left out");
    add(notes.cmyk, "CMYK converted without its profile");
    add(notes.profileDropped, "colour profile left out");
    add(notes.furtherPages > 0,
        fmt::format("{} further pages or frames left out", notes.furtherPages));
    return text;
}

} // namespace interleave
