#include "core/workload/image/picture_outcome.h"

#include "core/base/grouped_digits.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <ranges>

namespace interleave {

namespace {

constexpr std::size_t kNotesKept = 1'000;

// Something that can be the matter with a picture, as it is counted.
struct Matter
{
    const char* name; // of the figure
    const char* title;
    const char* one; // picture
    const char* many; // pictures
    bool (*holds)(const PictureNotes&);
};

constexpr std::array kMatters{
    Matter{"salvaged",
        "damaged pictures that were salvaged",
        "damaged picture was salvaged",
        "damaged pictures were salvaged",
        [](const PictureNotes& notes) { return notes.salvaged; }},
    Matter{"reduced_to_8_bits",
        "pictures reduced to 8 bits",
        "picture was reduced to 8 bits",
        "pictures were reduced to 8 bits",
        [](const PictureNotes& notes) { return notes.fewerBits; }},
    Matter{"alpha_left_out",
        "pictures without their alpha",
        "picture lost its alpha",
        "pictures lost their alpha",
        [](const PictureNotes& notes) { return notes.alphaDropped; }},
    Matter{"cmyk_without_profile",
        "CMYK pictures, converted without profiles",
        "CMYK picture was converted without its profile",
        "CMYK pictures were converted without their profiles",
        [](const PictureNotes& notes) { return notes.cmyk; }},
    Matter{"profile_left_out",
        "pictures without their colour profile",
        "picture lost its colour profile",
        "pictures lost their colour profiles",
        [](const PictureNotes& notes) { return notes.profileDropped; }},
    Matter{"first_page_only",
        "pictures of which further pages or frames were left out",
        "picture has further pages or frames, which were left out",
        "pictures have further pages or frames, which were left out",
        [](const PictureNotes& notes) { return notes.furtherPages > 0; }},
};

std::string counted(std::uint64_t count, const char* one, const char* many)
{
    return fmt::format("{} {}", groupedDigits(count), count == 1 ? one : many);
}

void addSentence(std::string& text, const std::string& sentence)
{
    text += fmt::format("{}{}", text.empty() ? "" : "; ", sentence);
}

std::string countAll(std::span<const PictureNotes> notes, WorkloadOutcome& outcome)
{
    std::string text;
    for (const Matter& matter : kMatters) {
        const auto count = static_cast<std::uint64_t>(std::ranges::count_if(notes, matter.holds));
        if (count == 0)
            continue;
        addSentence(text, counted(count, matter.one, matter.many));
        outcome.figures.push_back({matter.name, matter.title, {}, static_cast<double>(count), {}});
    }
    return text;
}

void addLeftOut(const LeftOut& leftOut, std::string& text, WorkloadOutcome& outcome)
{
    std::size_t files = leftOut.links + leftOut.linkedFolders + leftOut.closedFolders
        + leftOut.hidden + leftOut.hiddenFolders;
    for (const auto& [ending, count] : leftOut.endings)
        files += count;
    if (files == 0)
        return;
    addSentence(text, "left out of the input folder: " + describe(leftOut));
    outcome.figures.push_back({"left_out",
        "entries of the input folder that are left out",
        {},
        static_cast<double>(files),
        {}});
}

} // namespace

bool allSucceeded(TaskRange tasks, const TaskLedger& ledger)
{
    return std::ranges::all_of(std::views::iota(tasks.begin, tasks.end),
        [&](std::uint64_t task) { return ledger.mark(task) == TaskMark::Succeeded; });
}

bool anyFailed(TaskRange tasks, const TaskLedger& ledger)
{
    return std::ranges::any_of(std::views::iota(tasks.begin, tasks.end), [&](std::uint64_t task) {
        const TaskMark mark = ledger.mark(task);
        return isFailure(mark) || mark == TaskMark::TimedOut || mark == TaskMark::Late;
    });
}

std::vector<PictureNotes> notesOfSucceeded(
    std::span<const PictureNotes> notes, const TaskLedger& ledger)
{
    std::vector<PictureNotes> kept(notes.size());
    for (std::uint64_t task = 0; task < kept.size(); ++task) {
        if (ledger.mark(task) == TaskMark::Succeeded)
            kept[task] = believed(notes[task]);
    }
    return kept;
}

WorkloadOutcome pictureOutcome(std::span<const PictureNotes> notes,
    const LeftOut& leftOut,
    const std::function<std::string(std::uint64_t)>& nameOf)
{
    WorkloadOutcome outcome;
    OutcomeRemark remark{.sentence = countAll(notes, outcome), .tasks = {}};
    addLeftOut(leftOut, remark.sentence, outcome);
    if (remark.sentence.empty())
        return outcome;
    remark.sentence.front()
        = static_cast<char>(std::toupper(static_cast<unsigned char>(remark.sentence.front())));
    for (std::uint64_t task = 0; task < notes.size(); ++task) {
        const std::string text = describe(notes[task]);
        if (text.empty())
            continue;
        if (remark.tasks.size() < kNotesKept)
            remark.tasks.push_back({task, fmt::format("{}: {}", nameOf(task), text)});
        else
            ++remark.tasksOmitted;
    }
    outcome.remark = std::move(remark);
    return outcome;
}

void addTimes(WorkloadOutcome& outcome, const PictureTimes& times)
{
    const auto add = [&](const char* name, const char* title, std::uint64_t ns) {
        outcome.figures.push_back({name, title, "ns", static_cast<double>(ns), {}});
    };
    add("decode_ns", "processor time of decoding, all pictures together", times.decodeNs);
    add("filter_ns", "processor time of filtering, all pictures together", times.filterNs);
    add("encode_ns", "processor time of encoding, all pictures together", times.encodeNs);
}

} // namespace interleave
