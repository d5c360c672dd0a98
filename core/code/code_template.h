// Texts of programs with gaps. A line that begins with % is an order to the template:
//
// clang-format off
//   %section NAME           what follows, until the next one, is a part of its own
//   %if FLAG, %if not FLAG  what follows, until %else or %end, is there where the flag is (not) set
//   %guard                  what follows, until %end, is done under the guard, where there is one
//   %needs LINE             the program needs this line at its top: what it imports or includes
// clang-format on
//
// and @name@ is a gap. Where one of several lines is the last in its line, each gets what stands
// before it; where nothing fills it and only blanks stand there, the line is left out.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace interleave {

struct CodeWords
{
    std::map<std::string, std::string, std::less<>> gaps{};
    std::set<std::string, std::less<>> flags{};
    std::string guard{}; // the line that opens a guarded part; empty: nothing guards
    bool indents = false; // what is guarded stands deeper
    std::set<std::string> needs{}; // of all that was filled in so far

    /// `text` without its section orders, filled in.
    [[nodiscard]] std::string filled(std::string_view text);
};

/// The lines of a section; empty where there is none.
[[nodiscard]] std::string_view sectionOf(std::string_view text, std::string_view name);

} // namespace interleave
