#include "core/workload/image/picture_notes.h"

#include <fmt/format.h>

#include <cstring>

namespace interleave {

namespace {

constexpr std::string_view kSalvaged = "damaged, and salvaged";

std::string salvageText(std::uint32_t warnings)
{
    return warnings == 0
        ? std::string(kSalvaged)
        : fmt::format("{} ({} warning{})", kSalvaged, warnings, warnings == 1 ? "" : "s");
}

} // namespace

PictureNotes& PictureNotes::operator|=(const PictureNotes& other)
{
    salvaged |= other.salvaged;
    fewerBits |= other.fewerBits;
    alphaDropped |= other.alphaDropped;
    cmyk |= other.cmyk;
    profileDropped |= other.profileDropped;
    furtherPages += other.furtherPages;
    warnings += other.warnings;
    return *this;
}

PictureNotes believed(const PictureNotes& noted)
{
    PictureNotes notes = noted;
    for (bool PictureNotes::*flag : {&PictureNotes::salvaged,
             &PictureNotes::fewerBits,
             &PictureNotes::alphaDropped,
             &PictureNotes::cmyk,
             &PictureNotes::profileDropped}) {
        unsigned char byte = 0;
        std::memcpy(&byte, &(noted.*flag), sizeof byte);
        notes.*flag = byte != 0;
    }
    return notes;
}

std::string describe(const PictureNotes& notes)
{
    std::string text;
    const auto add = [&](bool holds, const std::string& what) {
        if (holds)
            text += fmt::format("{}{}", text.empty() ? "" : ", ", what);
    };
    add(notes.salvaged, salvageText(notes.warnings)); // first: tellsOfSalvage()
    add(notes.fewerBits, "reduced to 8 bits");
    add(notes.alphaDropped, "alpha left out");
    add(notes.cmyk, "CMYK converted without its profile");
    add(notes.profileDropped, "colour profile left out");
    add(notes.furtherPages > 0,
        fmt::format("{} further pages or frames left out", notes.furtherPages));
    return text;
}

bool tellsOfSalvage(std::string_view sentence)
{
    constexpr std::string_view kBefore = ": ";
    const std::size_t colon = sentence.rfind(kBefore); // a name may have others
    return colon != std::string_view::npos
        && sentence.substr(colon + kBefore.size()).starts_with(kSalvaged);
}

} // namespace interleave
