#include "core/workload/image/journal_entries.h"

#include "core/workload/image/journal_line.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace interleave {

namespace {

using JournalFields = std::vector<std::string>;

constexpr const char* kRun = "run";
constexpr const char* kClaim = "claim";
constexpr const char* kResult = "result";
constexpr const char* kCrash = "crash";

void addFacts(JournalFields& fields, const FileFacts& facts)
{
    fields.insert(fields.end(),
        {std::to_string(facts.bytes),
            std::to_string(facts.changedNs),
            std::to_string(facts.inode)});
}

template <class Number>
bool readNumber(const std::string& text, Number& number)
{
    const char* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, number);
    return result.ec == std::errc() && result.ptr == end;
}

bool readFacts(const JournalFields& fields, std::size_t first, FileFacts& facts)
{
    return fields.size() >= first + 3 && readNumber(fields[first], facts.bytes)
        && readNumber(fields[first + 1], facts.changedNs)
        && readNumber(fields[first + 2], facts.inode);
}

bool takeRun(const JournalFields& fields, JournalEntries& entries)
{
    if (fields.size() < 3 || fields.size() % 2 == 0)
        return false;
    JournalRun run{.id = fields[1], .boot = fields[2], .settings = {}};
    for (std::size_t i = 3; i < fields.size(); i += 2)
        run.settings.emplace_back(fields[i], fields[i + 1]);
    entries.runs[run.id] = std::move(run);
    return true;
}

bool takeClaim(const JournalFields& fields, JournalEntries& entries)
{
    if (fields.size() != 3)
        return false;
    entries.claimed[fields[2]] = fields[1];
    return true;
}

bool takeResult(const JournalFields& fields, JournalEntries& entries)
{
    if (fields.size() != 11)
        return false;
    JournalResult result{.run = fields[1], .picture = fields[2], .name = fields[6]};
    if (!readFacts(fields, 3, result.input) || !readFacts(fields, 7, result.file)
        || !readNumber(fields[10], result.sum))
        return false;
    entries.results[result.name].push_back(std::move(result));
    return true;
}

bool takeCrash(const JournalFields& fields, JournalEntries& entries)
{
    JournalCrash crash;
    if (fields.size() != 5 || !readFacts(fields, 2, crash.input))
        return false;
    crash.picture = fields[1];
    entries.crashes[crash.picture].push_back(std::move(crash));
    return true;
}

bool takeEntry(const JournalFields& fields, JournalEntries& entries)
{
    struct Reader
    {
        const char* kind;
        bool (*take)(const JournalFields&, JournalEntries&);
    };
    constexpr std::array kReaders{Reader{kRun, takeRun},
        Reader{kClaim, takeClaim},
        Reader{kResult, takeResult},
        Reader{kCrash, takeCrash}};
    for (const Reader& reader : kReaders) {
        if (!fields.empty() && fields.front() == reader.kind)
            return reader.take(fields, entries);
    }
    return false;
}

} // namespace

std::int64_t fileTimeNs(const timespec& time)
{
    constexpr std::int64_t kNsPerSecond = 1'000'000'000;
    return time.tv_sec * kNsPerSecond + time.tv_nsec;
}

FileFacts factsOf(const struct stat& status)
{
    return {.bytes = static_cast<std::uint64_t>(status.st_size),
        .changedNs = fileTimeNs(status.st_mtim),
        .inode = status.st_ino};
}

std::string lineOf(const JournalRun& run)
{
    JournalFields fields{kRun, run.id, run.boot};
    for (const auto& [field, value] : run.settings)
        fields.insert(fields.end(), {field, value});
    return journalLine(fields);
}

std::string lineOfClaim(const std::string& run, const std::string& name)
{
    return journalLine(JournalFields{kClaim, run, name});
}

std::string lineOf(const JournalResult& result)
{
    JournalFields fields{kResult, result.run, result.picture};
    addFacts(fields, result.input);
    fields.push_back(result.name);
    addFacts(fields, result.file);
    fields.push_back(std::to_string(result.sum));
    return journalLine(fields);
}

std::string lineOf(const JournalCrash& crash)
{
    JournalFields fields{kCrash, crash.picture};
    addFacts(fields, crash.input);
    return journalLine(fields);
}

JournalEntries entriesOf(std::string_view text)
{
    JournalEntries entries;
    entries.damaged = !text.empty() && text.back() != '\n';
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty())
            continue;
        const auto fields = fieldsOfJournalLine(line);
        if (!fields || !takeEntry(*fields, entries))
            entries.damaged = true;
    }
    return entries;
}

} // namespace interleave
