// What is to be said of a gallery beside its pictures.
#pragma once

#include "ui/widgets/note_label.h"

#include <QString>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace interleave::ui {

/// Whose the files are that a run, or one of the arms of it, wrote its results into.
enum class ResultFiles : std::uint8_t {
    Own, // no other arm wrote them
    Alike, // others did, that make the same of each picture
    Others, // what they hold may be another arm's
};

struct GalleryFacts
{
    QString problem{}; // why no picture comes
    QString missing{}; // why nothing is known of the tasks
    std::size_t pictures = 0;
    std::size_t notListed = 0; // of these, the last ones
    bool listIsNow = false; // they are those that the folder has now
    std::optional<std::size_t> foundOthers{}; // so many, which are not those of the run
    bool goesOn = false; // the run did what was left of a batch
    ResultFiles files = ResultFiles::Own;
};

struct GalleryNote
{
    NoteKind kind = NoteKind::Hint;
    QString text{}; // empty: nothing
};

[[nodiscard]] GalleryNote noteOn(const GalleryFacts& facts);

} // namespace interleave::ui
