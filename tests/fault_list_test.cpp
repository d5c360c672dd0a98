// The fault list names tests: each name stands in the sources of the tests.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fnmatch.h>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

namespace interleave {
namespace {

namespace fs = std::filesystem;
using testing::IsEmpty;

std::string textOf(const fs::path& path)
{
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

// Of each call of a macro whose name begins so, at the beginning of a line: "Suite.Test", or what
// it adds to the build.
void addNames(const fs::path& path, const std::string& macro, std::set<std::string>& names)
{
    const std::string text = "\n" + textOf(path);
    for (auto at = text.find("\n" + macro); at != std::string::npos;
         at = text.find("\n" + macro, at + 1)) {
        static const std::regex call(R"(\s*\w+\(\s*(\w+)(?:,\s*(\w+)\))?)");
        std::smatch match;
        const std::string begin = text.substr(at + 1, 200);
        if (std::regex_search(begin, match, call, std::regex_constants::match_continuous))
            names.insert(match[2].matched ? match.str(1) + "." + match.str(2) : match.str(1));
    }
}

// Of every test, and the programs that they are in.
std::set<std::string> testsAndPrograms()
{
    std::set<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(SOURCE_FOLDER "/tests")) {
        if (entry.path().extension() == ".cpp")
            addNames(entry.path(), "TEST", names);
        if (entry.path().filename() == "CMakeLists.txt")
            for (const char* macro : {"add_", "    add_"})
                addNames(entry.path(), macro, names);
    }
    return names;
}

bool names(const std::set<std::string>& all, const std::string& pattern)
{
    for (const std::string& name : all) {
        const std::string test = name.substr(name.find('.') + 1); // of a program its name
        if (::fnmatch(pattern.c_str(), name.c_str(), 0) == 0
            || ::fnmatch(pattern.c_str(), test.c_str(), 0) == 0)
            return true;
    }
    return false;
}

TEST(FaultList, NamesTestsThatThereAre)
{
    const auto all = testsAndPrograms();
    std::set<std::string> rows;
    std::set<std::string> unknown;
    const std::regex asRow(R"(\| (F\d+) \| [^|]* \| ([^|]*) \|.*)");
    const std::regex asName("`([^`]*)`");
    std::ifstream list(SOURCE_FOLDER "/tests/faults/README.md");
    for (std::string line; std::getline(list, line);) {
        std::smatch row;
        if (!std::regex_match(line, row, asRow))
            continue;
        const std::string fault = row.str(1);
        EXPECT_TRUE(rows.insert(fault).second) << fault << " is there twice";
        const std::string tests = row.str(2);
        for (std::sregex_iterator name(tests.begin(), tests.end(), asName), end; name != end;
             ++name)
            if (!names(all, name->str(1)))
                unknown.insert(fault + ": " + name->str(1));
    }
    EXPECT_GT(rows.size(), 300U);
    EXPECT_THAT(unknown, IsEmpty());
}

} // namespace
} // namespace interleave
