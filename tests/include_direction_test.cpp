// The architecture as a table, held against every #include line of app, core and ui.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace interleave {
namespace {

namespace fs = std::filesystem;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

// A part may include itself, the parts named after it, and what those may include.
const std::map<std::string, std::set<std::string>> kArrows{
    // The library, which others link.
    {"core/base", {}},
    {"core/ipc", {"core/base"}},
    {"core/sync", {"core/ipc"}},
    {"core/handles", {"core/sync"}}, // what its users share
    {"core/trace", {"core/ipc"}},
    {"core/process", {"core/ipc"}}, // starts processes and counts no tasks
    {"core/work", {"core/ipc"}}, // counts tasks and starts no processes
    {"core/pool", {"core/process", "core/work", "core/sync", "core/trace"}},
    {"core/include", {"core/handles", "core/pool"}}, // its one header

    // The engine, which stands on it.
    {"core/model", {"core/process", "core/work", "core/trace"}}, // takes plain values from them
    {"core/code", {"core/model"}}, // the programs that do the same as an experiment
    {"core/metrics", {"core/base"}},
    {"core/evidence", {"core/sync"}}, // who overwrote whom
    {"core/analysis", {"core/model"}},
    {"core/timeline", {"core/trace"}},
    {"core/history", {"core/model"}}, // the runs that were kept
    {"core/lesson", {"core/analysis"}}, // questions that a run answers
    {"core/workload", {"core/model", "core/evidence", "core/handles"}},
    {"core/engine/plan", {"core/workload"}},
    {"core/engine/resources", {"core/engine/plan", "core/metrics"}}, // a trial's memory, ...
    {"core/engine/worker", {"core/engine/resources"}}, // what its processes do
    {"core/engine/trial", {"core/engine/worker"}},
    {"core/engine/python", {"core/engine/trial"}}, // as if Python's workers were ours
    {"core/engine/run", {"core/engine/python", "core/analysis"}},
    {"core/engine/wire", {"core/engine/run"}}, // to a window and back
    {"core/engine/pictures", {"core/engine/wire"}}, // for a window's eye

    // The folders of ui meet in models, widgets (one floor) and the window, never in each other.
    {"ui/models", {"core/engine/wire", "core/timeline", "ui/widgets"}},
    {"ui/widgets", {"ui/models", "core/code"}}, // of which a text's colours know the languages
    {"ui/charts", {"ui/widgets"}},
    {"ui/code", {"ui/widgets"}},
    {"ui/config", {"ui/widgets"}},
    {"ui/compare", {"ui/widgets"}},
    {"ui/evidence", {"ui/widgets"}},
    {"ui/history", {"ui/widgets", "core/history"}},
    {"ui/images", {"ui/widgets", "core/engine/pictures"}},
    {"ui/lessons", {"ui/widgets", "core/lesson"}},
    {"ui/race", {"ui/widgets"}},
    {"ui/timeline", {"ui/widgets"}},
    {"ui/timings", {"ui/widgets"}},
    {"ui/waits", {"ui/widgets"}},
    {"ui/run", {"ui/widgets"}}, // the run itself, which knows no view
    {"ui/export", {"ui/run"}}, // what of it a file tells
    {"ui/views", // what puts a run into them
        {"ui/run",
            "ui/charts",
            "ui/code",
            "ui/compare",
            "ui/evidence",
            "ui/images",
            "ui/race",
            "ui/timeline",
            "ui/timings",
            "ui/waits"}},
    {"ui", {"ui/views", "ui/config", "ui/export", "ui/history", "ui/lessons"}}, // main_window, ...

    {"app", {"ui"}},
    {"app/interleave",
        {"core/engine/pictures",
            "core/code",
            "core/history",
            "core/lesson"}}, // the command line: no Qt
};

struct Include
{
    std::string from; // a file, as "core/base/clock.cpp"
    std::string to; // what stands between the quotes or angle brackets
};

// The longest part that the file is in.
std::optional<std::string> partOf(const std::string& file)
{
    for (fs::path folder = fs::path(file).parent_path(); !folder.empty();
         folder = folder.parent_path()) {
        if (kArrows.contains(folder.string()))
            return folder.string();
    }
    return std::nullopt;
}

void collectReachable(const std::string& part, std::set<std::string>& reachable)
{
    if (!reachable.insert(part).second)
        return;
    for (const std::string& next : kArrows.at(part))
        collectReachable(next, reachable);
}

bool mayInclude(const std::string& from, const std::string& to)
{
    std::set<std::string> reachable;
    collectReachable(from, reachable);
    return reachable.contains(to);
}

std::optional<std::string> includedBy(const std::string& line)
{
    const auto open = line.find_first_of("\"<");
    if (!line.starts_with("#include") || open == std::string::npos)
        return std::nullopt;
    return line.substr(open + 1, line.find_first_of("\">", open + 1) - open - 1);
}

// Calls `take` with each line and the name of its file.
template <class Take>
void forAllLines(Take take)
{
    for (const char* top : {"app", "core", "ui"}) {
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(SOURCE_FOLDER) / top)) {
            const fs::path extension = entry.path().extension();
            if (extension != ".h" && extension != ".cpp")
                continue;
            const std::string name = fs::relative(entry.path(), SOURCE_FOLDER).generic_string();
            std::ifstream file(entry.path());
            for (std::string line; std::getline(file, line);)
                take(name, line);
        }
    }
}

std::vector<Include> allIncludes()
{
    std::vector<Include> includes;
    forAllLines([&](const std::string& file, const std::string& line) {
        if (const auto included = includedBy(line))
            includes.push_back({file, *included});
    });
    return includes;
}

std::string describe(const Include& include)
{
    return include.from + " includes " + include.to;
}

bool isOurs(const std::string& file)
{
    return file.starts_with("app/") || file.starts_with("core/") || file.starts_with("ui/")
        || file.starts_with("tests/");
}

TEST(IncludeDirection, ThereAreFilesToLookAt)
{
    EXPECT_THAT(allIncludes(), Not(IsEmpty()));
}

TEST(IncludeDirection, EveryFolderIsInTheTable)
{
    std::set<std::string> unknown;
    for (const Include& include : allIncludes()) {
        if (!partOf(include.from))
            unknown.insert(include.from);
    }
    EXPECT_THAT(unknown, IsEmpty());
}

TEST(IncludeDirection, GoesOneWay)
{
    std::set<std::string> wrong;
    for (const Include& include : allIncludes()) {
        const auto from = partOf(include.from);
        const auto to = partOf(include.to);
        if (from && isOurs(include.to) && (!to || !mayInclude(*from, *to)))
            wrong.insert(describe(include));
    }
    EXPECT_THAT(wrong, IsEmpty());
}

// "Arm" of "struct Arm", where that begins its definition.
std::optional<std::string> definedIn(const std::string& line)
{
    for (const char* word : {"enum class ", "struct ", "class "}) {
        if (!line.starts_with(word) || (line.ends_with(";") && line.find('{') == std::string::npos))
            continue;
        std::istringstream rest(line.substr(std::string(word).size()));
        std::string name;
        rest >> name;
        return name.starts_with("alignas") || name.starts_with("INTERLEAVE_") ? std::nullopt
                                                                              : std::optional(name);
    }
    return std::nullopt;
}

// The linker would take one of two types' functions for both.
TEST(TypeNames, MeanOneThingInTheirNamespace)
{
    std::map<std::string, std::set<std::string>> headers; // by the names that they define
    std::string space;
    forAllLines([&](const std::string& file, const std::string& line) {
        if (!file.ends_with(".h"))
            return;
        if (line.starts_with("namespace "))
            space = line;
        if (const auto name = definedIn(line))
            headers[space + " " + *name].insert(file);
    });
    ASSERT_GT(headers.size(), 500U);
    for (const auto& [name, files] : headers)
        EXPECT_THAT(files, testing::SizeIs(1)) << name;
}

// QString, QtCharts/QChart, QtTest
bool isQt(const std::string& included)
{
    return included.size() > 1 && included[0] == 'Q' && std::isalpha(included[1]) != 0
        && !included.ends_with(".h");
}

TEST(IncludeDirection, NeitherCoreNorTheCommandLineKnowQt)
{
    std::set<std::string> wrong;
    for (const Include& include : allIncludes()) {
        const bool withoutQt
            = include.from.starts_with("core/") || include.from.starts_with("app/interleave/");
        if (withoutQt && isQt(include.to))
            wrong.insert(describe(include));
    }
    EXPECT_THAT(wrong, IsEmpty());
}

TEST(IncludeDirection, TheLibraryKnowsNoExperiments)
{
    std::set<std::string> library;
    collectReachable("core/include", library);
    EXPECT_THAT(library,
        UnorderedElementsAre("core/base",
            "core/handles",
            "core/include",
            "core/ipc",
            "core/pool",
            "core/process",
            "core/sync",
            "core/trace",
            "core/work"));
    for (const Include& include : allIncludes()) {
        const bool ofLibrary = library.contains(partOf(include.from).value_or(""));
        const bool json = include.from.starts_with("core/base/json");
        if (ofLibrary && !json) {
            EXPECT_FALSE(include.to.starts_with("core/base/json")) << describe(include);
        }
    }
}

// Of others clang does not check what they guard.
TEST(IncludeDirection, MutexesAreThoseThatSayWhatTheyGuard)
{
    std::set<std::string> wrong;
    forAllLines([&](const std::string& file, const std::string& line) {
        const std::string code = line.substr(0, line.find("//"));
        const bool isOurs
            = file == "core/base/thread_safety.h" || file == "core/base/timed_mutex.h";
        for (const char* raw : {"std::mutex",
                 "std::timed_mutex",
                 "std::recursive_mutex",
                 "std::shared_mutex",
                 "std::condition_variable"}) {
            if (!isOurs && code.find(raw) != std::string::npos)
                wrong.insert(file + ": " + line);
        }
    });
    EXPECT_THAT(wrong, IsEmpty());
}

// Others would wait for a reader that sleeps, and let a terminal obey what they write.
TEST(IncludeDirection, OnlyMessagesWriteToStandardError)
{
    std::set<std::string> wrong;
    forAllLines([&](const std::string& file, const std::string& line) {
        const std::string code = line.substr(0, line.find("//"));
        for (const char* way :
            {"stderr", "std::cerr", "dprintf(", "perror(", "write(STDERR_FILENO"}) {
            if (code.find(way) != std::string::npos)
                wrong.insert(file + ": " + line);
        }
    });
    EXPECT_THAT(wrong, IsEmpty());
}

TEST(IncludeDirection, TheRulesForbidWhatTheyShould)
{
    EXPECT_TRUE(mayInclude("core/pool", "core/trace"));
    EXPECT_TRUE(mayInclude("ui", "core/base"));
    EXPECT_FALSE(mayInclude("core/base", "core/ipc"));
    EXPECT_FALSE(mayInclude("core/pool", "core/model"));
    EXPECT_FALSE(mayInclude("core/sync", "core/handles"));
    EXPECT_FALSE(mayInclude("core/trace", "core/process"));
    EXPECT_FALSE(mayInclude("core/work", "core/process"));
    EXPECT_FALSE(mayInclude("core/engine/worker", "core/engine/trial"));
    EXPECT_FALSE(mayInclude("core/engine/wire", "ui/models"));
    EXPECT_FALSE(mayInclude("ui/config", "ui/charts"));
    EXPECT_FALSE(mayInclude("ui/widgets", "ui/config"));
}

} // namespace
} // namespace interleave
