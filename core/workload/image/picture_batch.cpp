#include "core/workload/image/picture_batch.h"

#include "core/base/file.h"
#include "core/base/printable.h"
#include "core/model/setting_advice.h"
#include "core/workload/image/batch_journal.h"
#include "core/workload/image/image_module.h"
#include "core/workload/image/journal_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace interleave {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestResult = 1ULL << 34U;

enum class ResultState { Missing, Done, Outdated, MadeOtherwise, NotOfTheBatch };

// A result as it is in the output folder.
class ResultThere
{
public:
    ResultThere(const fs::path& file, const JournalEntries& journal, const MachineBoot& boot)
        : m_file(file)
        , m_journal(journal)
        , m_boot(boot)
    {
        m_exists = ::lstat(file.c_str(), &m_status) == 0;
        m_facts = factsOf(m_status);
    }

    [[nodiscard]] bool exists() const { return m_exists; }
    /// Whether it is what the journal's line says.
    [[nodiscard]] bool is(const JournalResult& line)
    {
        if (!S_ISREG(m_status.st_mode) || line.file.bytes != m_facts.bytes)
            return false;
        return (line.file == m_facts && isOfThisBoot(line.run)) || sum() == line.sum;
    }
    /// Whether it is another file than the line is of, as it is after a copy.
    [[nodiscard]] bool isAnotherFileThan(const JournalResult& line) const
    {
        return line.file != m_facts;
    }
    /// Whether it is what a loss of power has left of it: nobody has written to it since.
    [[nodiscard]] bool isWhatIsLeftOf(const JournalResult& line) const
    {
        return mayHaveLostPower(line.run) && line.file.inode == m_facts.inode
            && m_facts.changedNs <= line.file.changedNs;
    }
    /// Whether the run may have made it, and the machine have lost what was written of it. What
    /// came under this name since the machine was started is somebody else's: unlike the time of
    /// its contents, nobody can set back the time of its last change.
    [[nodiscard]] bool mayHaveLostPower(const std::string& run) const
    {
        return S_ISREG(m_status.st_mode) && !isOfThisBoot(run)
            && fileTimeNs(m_status.st_ctim) < m_boot.beganNs;
    }
    [[nodiscard]] bool isOfThisBoot(const std::string& run) const
    {
        const auto found = m_journal.runs.find(run);
        return found != m_journal.runs.end() && !m_boot.id.empty()
            && found->second.boot == m_boot.id;
    }
    [[nodiscard]] const FileFacts& facts() const { return m_facts; }
    /// Of the file that was looked at first: nothing where another has its name since.
    std::optional<std::uint64_t> sum()
    {
        if (!m_sum)
            m_sum = readSum();
        return m_sum;
    }

private:
    [[nodiscard]] std::optional<std::uint64_t> readSum() const
    {
        const auto file = openRegularFile(m_file);
        if (!file)
            return std::nullopt;
        const auto text = readDescriptor(file->get(), m_file.string(), kLargestResult);
        struct stat status
        {
        };
        if (!text || ::fstat(file->get(), &status) != 0 || factsOf(status) != m_facts)
            return std::nullopt;
        return contentSum(*text);
    }

    const fs::path& m_file;
    const JournalEntries& m_journal;
    const MachineBoot& m_boot;
    struct stat m_status
    {
    };
    FileFacts m_facts;
    std::optional<std::uint64_t> m_sum;
    bool m_exists = false;
};

struct Judgement
{
    ResultState state = ResultState::Missing;
    const JournalResult* line = nullptr; // that it is
    std::optional<ResultRemains> remains{}; // that the journal does not know
};

class BatchLook
{
public:
    BatchLook(const ResultPlace& place,
        const BatchSettings& settings,
        const JournalEntries& journal,
        const MachineBoot& boot)
        : m_place(place)
        , m_settings(settings)
        , m_journal(journal)
        , m_boot(boot)
    {
    }

    [[nodiscard]] Judgement judge(const BatchPicture& picture) const
    {
        const fs::path file = m_place.folder / picture.outputName;
        ResultThere result(file, m_journal, m_boot);
        if (!result.exists())
            return {};
        const auto lines = m_journal.results.find(picture.outputName);
        if (lines == m_journal.results.end())
            return judgedBy(isLostLine(picture, result), result);
        for (auto line = lines->second.rbegin(); line != lines->second.rend(); ++line) {
            if (!result.is(*line))
                continue;
            Judgement judgement{stateOf(picture, *line), &*line};
            if (result.isAnotherFileThan(*line))
                judgement.remains = ResultRemains{.file = result.facts(), .sum = line->sum};
            return judgement;
        }
        const bool remains = std::ranges::any_of(
            lines->second, [&](const JournalResult& line) { return result.isWhatIsLeftOf(line); });
        return judgedBy(remains, result);
    }
    [[nodiscard]] bool hasCrashedTooOften(const BatchPicture& picture) const
    {
        const auto crashes = m_journal.crashes.find(picture.name);
        if (crashes == m_journal.crashes.end())
            return false;
        const FileFacts now = factsOfPicture(picture.file);
        return static_cast<std::size_t>(
                   std::ranges::count(crashes->second, now, &JournalCrash::input))
            >= kCrashesAtMost;
    }
    /// "filters were 'blur sigma=3' and not 'median'".
    [[nodiscard]] std::string difference(const JournalResult& line) const
    {
        const auto run = m_journal.runs.find(line.run);
        if (run == m_journal.runs.end())
            return "how is not known";
        for (const auto& [field, value] : m_settings) {
            const auto before
                = std::ranges::find(run->second.settings, field, &BatchSettings::value_type::first);
            const std::string was = before == run->second.settings.end() ? "" : before->second;
            if (was != value)
                return fmt::format("{} was '{}' and is '{}'", field, shown(was), shown(value));
        }
        return "by another version of this program";
    }

private:
    // What cannot be read cannot be noted: its task fails.
    static Judgement judgedBy(bool isOfTheBatch, ResultThere& result)
    {
        if (!isOfTheBatch)
            return {.state = ResultState::NotOfTheBatch};
        Judgement judgement;
        if (const auto sum = result.sum())
            judgement.remains = ResultRemains{.file = result.facts(), .sum = *sum};
        return judgement;
    }
    // Claimed by a run whose line for it may have gone with the power. A line that was cut off
    // because the disk was full has no result: that gets its name after its line.
    [[nodiscard]] bool isLostLine(const BatchPicture& picture, const ResultThere& result) const
    {
        const auto claim = m_journal.claimed.find(picture.outputName);
        return claim != m_journal.claimed.end() && result.mayHaveLostPower(claim->second);
    }
    [[nodiscard]] ResultState stateOf(const BatchPicture& picture, const JournalResult& line) const
    {
        const auto run = m_journal.runs.find(line.run);
        if (run == m_journal.runs.end() || run->second.settings != m_settings)
            return ResultState::MadeOtherwise;
        const bool same
            = line.picture == picture.name && line.input == factsOfPicture(picture.file);
        return same ? ResultState::Done : ResultState::Outdated;
    }

    const ResultPlace& m_place;
    const BatchSettings& m_settings;
    const JournalEntries& m_journal;
    const MachineBoot& m_boot;
};

// Results that stand in the batch's way, and the first of them.
struct Obstacle
{
    std::size_t count = 0;
    std::string name;
    std::string why;
};

tl::unexpected<Failure<PictureFolderError>> failOn(
    const Obstacle& obstacle, const ResultPlace& place, std::string_view what)
{
    return failField("output",
        PictureFolderError::Exists,
        place.folder.string(),
        fmt::format("cannot be gone on with: {} of the results {} ('{}'{}){}",
            obstacle.count,
            what,
            shown(obstacle.name),
            obstacle.why,
            kReplaceThemAdvice));
}

const char* whyStrange(const JournalEntries& journal)
{
    if (journal.runs.empty())
        return "are in no journal, which a batch leaves only where it was not done to its end, or "
               "was itself gone on with";
    return journal.damaged
        ? "were changed since, or are not of this batch, or have lost their lines in its journal"
        : "were changed since, or are not of this batch";
}

void noteObstacle(Obstacle& obstacle, const BatchPicture& picture, const std::string& why)
{
    if (obstacle.count++ == 0) {
        obstacle.name = picture.outputName;
        obstacle.why = why;
    }
}

} // namespace

FileFacts factsOfPicture(const fs::path& file)
{
    struct stat status
    {
    };
    if (file.empty() || ::stat(file.c_str(), &status) != 0)
        return {};
    return factsOf(status);
}

Result<BatchState, PictureFolderError> whatIsLeft(const std::vector<BatchPicture>& pictures,
    const ResultPlace& place,
    const BatchSettings& settings,
    const JournalEntries& journal,
    const MachineBoot& boot)
{
    const BatchLook look(place, settings, journal, boot);
    BatchState state{.left = {}, .pictures = pictures.size()};
    Obstacle strange;
    Obstacle otherwise;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        const Judgement judgement = look.judge(pictures[i]);
        if (judgement.state == ResultState::NotOfTheBatch)
            noteObstacle(strange, pictures[i], "");
        else if (judgement.state == ResultState::MadeOtherwise)
            noteObstacle(otherwise, pictures[i], ": " + look.difference(*judgement.line));
        if (judgement.state == ResultState::Done)
            ++state.done;
        else if (look.hasCrashedTooOften(pictures[i]))
            state.crashed.push_back(pictures[i].name);
        else {
            state.left.push_back(i);
            if (judgement.remains)
                state.remains.push_back({i, judgement.remains->file, judgement.remains->sum});
        }
    }
    if (strange.count > 0 && !place.overwrite)
        return failOn(strange, place, whyStrange(journal));
    if (otherwise.count > 0 && !place.overwrite)
        return failOn(otherwise, place, "were made otherwise");
    return state;
}

void removeUnfinished(const fs::path& folder, const std::vector<std::string>& outputNames)
{
    std::map<fs::path, std::set<std::string>> begins; // of names, by the folder
    for (const std::string& name : outputNames) {
        const fs::path file = unfinishedName(folder / name, 0);
        begins[file.parent_path()].insert(file.stem().stem().string());
    }
    for (const auto& [inner, starts] : begins) {
        std::error_code error; // one that is not there holds nothing
        for (fs::directory_iterator it(inner, error), end; !error && it != end;
             it.increment(error)) {
            const fs::path name = it->path().filename();
            std::error_code ignored;
            if (name.extension() == ".part" && starts.contains(name.stem().stem().string()))
                fs::remove(it->path(), ignored);
        }
    }
}

} // namespace interleave
