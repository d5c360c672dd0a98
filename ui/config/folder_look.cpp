#include "ui/config/folder_look.h"

#include "core/workload/image/picture_folder.h"
#include "ui/models/problem_sentence.h"

#include <QSemaphore>

#include <memory>

namespace interleave::ui {

namespace {

constexpr int kPatienceMs = 30; // what a user does not notice

FolderReport reportOn(const std::string& input, const std::string& output)
{
    FolderReport report;
    if (!input.empty()) {
        if (const auto found = listPictures(input))
            report.pictures = found->pictures.size();
        else
            report.inputProblem = sentenceOf(found.error().message);
    }
    if (!output.empty()) {
        if (const auto usable = checkOutputFolder(output, input); !usable)
            report.outputProblem = sentenceOf(usable.error().message);
    }
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

// It may be there already.
void FolderLook::take(const FolderReport& report)
{
    if (m_report == report)
        return;
    m_report = report;
    Q_EMIT reported();
}

void FolderLook::lookAt(const std::string& input, const std::string& output)
{
    if (std::pair asked(input, output); m_asked != asked)
        m_asked = std::move(asked);
    else
        return;
    m_report.reset();
    if (input.empty() && output.empty()) {
        m_answer.giveUp();
        m_report.emplace();
        return;
    }
    auto looked = std::make_shared<Looked>();
    m_answer.ask([looked, input, output](const QPromise<FolderReport>& /*promise*/) {
        looked->report = reportOn(input, output);
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
