#include "ui/config/folder_look.h"

#include "ui/models/problem_sentence.h"

#include <QSemaphore>

#include <memory>
#include <utility>
#include <vector>

namespace interleave::ui {

namespace {

constexpr int kPatienceMs = 30; // what a user does not notice

void reportOnOutput(std::vector<Picture>& pictures,
    const PictureSearch& input,
    const ResultPlace& output,
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
    if (output.resume)
        return; // what is there is the run's to judge
    std::vector<std::string> names;
    for (const Picture& picture : pictures)
        names.push_back(picture.outputName);
    if (usable = checkNothingThere(output, names); !usable)
        report.outputProblem = sentenceOf(usable.error().message);
}

FolderReport reportOn(
    const PictureSearch& input, const ResultPlace& output, const std::stop_token& stop)
{
    FolderReport report;
    std::vector<Picture> pictures;
    if (!input.folder.empty()) {
        if (auto found = listPictures(input, stop))
            pictures = std::move(found->pictures);
        else
            report.inputProblem = sentenceOf(found.error().message);
    }
    report.pictures = pictures.size();
    if (!output.folder.empty())
        reportOnOutput(pictures, input, output, report);
    return report;
}

struct Looked
{
    QSemaphore done;
    FolderReport report;
};

} // namespace

FolderLook::FolderLook(QObject* parent)
    : QObject(parent)
    , m_answer([this](const FolderReport& report) { take(report); }, Older::LeftAlone)
{
}

FolderLook::~FolderLook()
{
    m_stop.request_stop();
}

// It may be there already.
void FolderLook::take(const FolderReport& report)
{
    if (m_report == report)
        return;
    m_report = report;
    Q_EMIT reported();
}

void FolderLook::lookAt(const PictureSearch& input, const ResultPlace& output)
{
    if (std::pair asked(input, output); m_asked != asked)
        m_asked = std::move(asked);
    else
        return;
    m_report.reset();
    m_stop.request_stop(); // of every key that is typed only the last one's folder is wanted
    m_stop = {};
    if (input.folder.empty() && output.folder.empty()) {
        m_answer.giveUp();
        m_report.emplace();
        return;
    }
    auto looked = std::make_shared<Looked>();
    m_answer.ask([looked, input, output, stop = m_stop.get_token()](
                     const QPromise<FolderReport>& /*promise*/) {
        looked->report = reportOn(input, output, stop);
        handOver();
        looked->done.release();
        return looked->report;
    });
    if (looked->done.tryAcquire(1, kPatienceMs)) {
        takeOver();
        m_report = looked->report;
    }
}

} // namespace interleave::ui
