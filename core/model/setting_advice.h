// What messages advise to set, in the command line's words: each ends its message, so that a window
// can say the same in those of its form.
#pragma once

#include <string_view>

namespace interleave {

/// Of a damaged JPEG.
inline constexpr std::string_view kSalvageAdvice = "; damaged=salvage filters what there is";
/// Of a file in the place of a result.
inline constexpr std::string_view kReplaceItAdvice
    = " (use another folder, or replace it: overwrite=true)";
inline constexpr std::string_view kReplaceThemAdvice
    = "; use another folder, or replace them (overwrite=true)";
/// Of the results of a batch that was begun before.
inline constexpr std::string_view kGoOnAdvice
    = "; go on with what is there (resume=true), use another folder, or replace them "
      "(overwrite=true)";
/// Of strips that are sent by fewer workers than that needs.
inline constexpr std::string_view kSharedMemoryAdvice = ", or use hand_over=shared-memory";

} // namespace interleave
