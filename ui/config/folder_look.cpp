#include "ui/config/folder_look.h"

#include "core/base/printable.h"
#include "core/model/wording.h"
#include "core/workload/image/image_settings.h"
#include "ui/models/problem_sentence.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

namespace interleave::ui {

namespace {

constexpr std::size_t kNamed = 3; // of the pictures of a list

void reportOnOutput(std::vector<Picture>& pictures,
    const PictureSearch& input,
    const ResultPlace& output,
    const std::stop_token& stop,
    FolderReport& report)
{
    auto usable = checkOutputFolder(output.folder, input);
    if (!usable) {
        report.outputProblem = sentenceOf(usable.error().message);
        return;
    }
    if (auto named = nameResults(pictures, input, output); !named) {
        report.namesProblem = sentenceOf(named.error().message);
        return;
    }
    if (usable = checkPicturesStay(output, input, pictures); !usable) {
        report.outputProblem = sentenceOf(usable.error().message);
        return;
    }
    if (output.resume || stop.stop_requested())
        return; // what is there is the run's to judge
    std::vector<std::string> names;
    for (const Picture& picture : pictures)
        names.push_back(picture.outputName);
    if (usable = checkNothingThere(output, names, Wording::Titles); !usable)
        report.outputProblem = sentenceOf(usable.error().message);
}

QStringList firstNames(const std::vector<Picture>& pictures)
{
    QStringList names;
    for (std::size_t i = 0; i < std::min(pictures.size(), kNamed); ++i)
        names << QString::fromStdString(shown(pictures[i].file.filename().string()));
    return names;
}

} // namespace

FolderReport reportOnFolders(const Experiment& experiment, const std::stop_token& stop)
{
    FolderReport report;
    const PictureSearch input = pictureSearchOf(experiment);
    const ResultPlace output = resultPlaceOf(experiment);
    std::vector<Picture> pictures;
    if (!input.folder.empty()) {
        auto found = listPictures(input, stop);
        if (stop.stop_requested())
            return {.unfinished = true};
        if (found) {
            pictures = std::move(found->pictures);
            report.leftOut = found->leftOut;
        } else {
            report.inputProblem = sentenceOf(found.error().message);
        }
    }
    report.pictures = pictures.size();
    if (!input.list.empty())
        report.chosen = firstNames(pictures);
    if (!output.folder.empty())
        reportOnOutput(pictures, input, output, stop, report);
    return stop.stop_requested() ? FolderReport{.unfinished = true} : report;
}

FolderLook::FolderLook(QObject* parent, Look look, FolderLookTimes times)
    : QObject(parent)
    , m_look(std::move(look))
    , m_times(times)
    , m_answer([this](const FolderReport& report) { take(report); }, Older::LeftAlone)
{
    const auto set = [this](QTimer& timer, std::chrono::milliseconds time, auto does) {
        timer.setSingleShot(true);
        timer.setInterval(time);
        connect(&timer, &QTimer::timeout, this, does);
    };
    set(m_pause, m_times.pause, [this] { ask(); });
    set(m_patience, m_times.patience, [this] {
        m_report.reset();
        Q_EMIT reported();
    });
    set(m_most, m_times.most, [this] {
        m_stop.request_stop();
        m_silence.start();
    });
    set(m_silence, m_times.silence, [this] { take({.unanswered = true}); });
}

FolderLook::~FolderLook()
{
    m_stop.request_stop();
}

FolderLook::Question FolderLook::questionOf(const Experiment& experiment)
{
    return {.input = parameter<std::string>(experiment, "input"),
        .pattern = parameter<std::string>(experiment, "pattern"),
        .recursive = parameter<bool>(experiment, "recursive"),
        .output = resultPlaceOf(experiment)};
}

void FolderLook::lookAt(const Experiment* experiment)
{
    const Question asked = experiment == nullptr ? Question{} : questionOf(*experiment);
    const bool again = std::exchange(m_isForgotten, false);
    if (asked == m_asked && (!again || isUnanswered()))
        return;
    m_asked = asked;
    m_stop.request_stop(); // of every key that is typed only the last one's folder is wanted
    m_answer.giveUp();
    m_most.stop();
    m_silence.stop();
    if (m_asked.input.empty() && m_asked.output.folder.empty()) {
        m_pause.stop();
        m_patience.stop();
        m_report.emplace();
        m_reported = m_asked;
        return;
    }
    m_experiment = *experiment;
    m_pause.start();
    if (isCurrent())
        m_patience.stop(); // it stands until the same is known anew
    else if (!m_patience.isActive())
        m_patience.start();
}

bool FolderLook::isFresh() const
{
    return isCurrent() && m_age.isValid()
        && std::chrono::milliseconds(m_age.elapsed()) < m_times.fresh;
}

void FolderLook::finish()
{
    if (m_pause.isActive()) {
        m_pause.stop();
        ask();
    }
    if (isUnanswered() || !m_answer.finish(m_times.awaited))
        giveUp();
}

void FolderLook::giveUp()
{
    if (!busy())
        return;
    m_pause.stop();
    m_most.stop();
    m_silence.stop();
    m_stop.request_stop();
    m_answer.giveUp();
    if (!isCurrent())
        take({.unfinished = true});
    m_isForgotten = true;
}

// A thread stands still there, and another would, too.
bool FolderLook::isUnanswered() const
{
    return isCurrent() && m_report->unanswered && m_answer.busy();
}

void FolderLook::ask()
{
    m_stop = {};
    m_most.start();
    m_answer.ask([look = m_look, experiment = m_experiment, stop = m_stop.get_token()](
                     const QPromise<FolderReport>& /*promise*/) { return look(experiment, stop); });
}

void FolderLook::take(const FolderReport& report)
{
    m_most.stop();
    m_silence.stop();
    m_patience.stop();
    const bool isNew = !isCurrent() || *m_report != report;
    m_report = report;
    m_reported = m_asked;
    m_age.start();
    if (isNew)
        Q_EMIT reported();
}

} // namespace interleave::ui
