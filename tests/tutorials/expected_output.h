// What a tutorial's program should print, as the comment at its beginning tells a reader.
//
//   // Output:
//   // main program: <pid main>
//   // Output, in any order:
//   // worker 1: <pid first>, at work for <seconds> seconds
//   // worker 2: <pid second>, at work for <seconds> seconds
//
// `...` stands for any text, <count> for a whole number, <seconds> for any number; <pid NAME> for a
// number, the same wherever the name is the same and another one elsewhere, and <pid> for any.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace interleave::test {

class ExpectedOutput
{
public:
    /// Reads the comment lines of a program's source.
    static ExpectedOutput fromSource(std::string_view source);

    [[nodiscard]] bool empty() const { return m_lines.empty(); }

    /// What is wrong with `output`; empty when it is as expected.
    [[nodiscard]] std::string complaint(std::string_view output) const;

private:
    using Names = std::map<std::string, std::string>;
    using Lines = std::vector<std::string>;

    struct Line
    {
        std::string pattern;
        bool anyOrder; // among its neighbours that are so too
    };

    static bool matches(const std::string& pattern, const std::string& line, Names& names);
    static bool takeMatch(
        const std::string& pattern, Lines& lines, std::size_t among, Names& names);
    [[nodiscard]] std::size_t sectionEnd(std::size_t begin) const;

    std::vector<Line> m_lines;
};

} // namespace interleave::test
