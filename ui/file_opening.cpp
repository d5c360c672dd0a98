#include "ui/file_opening.h"

#include "core/base/file.h"
#include "ui/config/experiment_store.h"
#include "ui/widgets/named_path.h"

#include <chrono>
#include <new>
#include <string_view>

namespace interleave::ui {

namespace {

constexpr std::size_t kMostResultBytes = std::size_t{1} << 28U;

// Its schema may stand anywhere: other programs order and format what they write.
bool isResult(std::string_view text)
{
    return text.find("\"interleave-run-1\"") != std::string_view::npos;
}

// JSON begins otherwise, and so does no Markdown with a front matter.
bool isLesson(std::string_view text)
{
    return text.starts_with("---");
}

tl::expected<FileContent, QString> lessonFrom(const QString& file)
{
    LessonFile read = readLesson(pathOf(file));
    if (read.lesson)
        return read;
    return tl::unexpected(
        QString::fromStdString(joinProblems(read.lesson.error(), file.toStdString())));
}

} // namespace

tl::expected<FileContent, QString> readFileContent(const QString& file)
{
    if (isRecording(file))
        return openRecordedRun(file);
    const auto text = readRegularFile(pathOf(file), kMostResultBytes);
    if (!text)
        return tl::unexpected(QString::fromStdString(text.error().message));
    if (isLesson(*text))
        return lessonFrom(file);
    if (isResult(*text))
        return runFromResultText(*text, file);
    return loadExperiment(pathOf(file));
}

FileOpening::FileOpening(QObject* parent)
    : QObject(parent)
    , m_answer([this](const Opened& opened) { take(opened); }, Older::LeftAlone)
{
}

void FileOpening::open(const QString& file)
{
    m_answer.ask([file](const QPromise<Opened>& /*promise*/) { return read(file); });
}

bool FileOpening::couldOpenFirst()
{
    constexpr std::chrono::seconds kPatience{3};
    if (!m_failedFirst && !m_answer.finish(kPatience))
        return false;
    return !m_failedFirst.value_or(false);
}

FileOpening::Opened FileOpening::read(const QString& file)
{
    try {
        return {file, readFileContent(file)};
    } catch (const std::bad_alloc&) { // of one that is far larger than what this program writes
        return {file, tl::unexpected(tr("%1: there is no memory for what is in it").arg(file))};
    }
}

void FileOpening::take(const Opened& opened)
{
    if (!m_failedFirst)
        m_failedFirst = !opened.content;
    if (!opened.content)
        Q_EMIT failed(opened.content.error());
    else if (const auto* experiment = std::get_if<Experiment>(&*opened.content))
        Q_EMIT experimentOpened(*experiment, opened.file);
    else if (const auto* run = std::get_if<OpenedRun>(&*opened.content))
        Q_EMIT runOpened(std::make_shared<Run>(run->content), opened.file, run->problem);
    else if (const auto* lesson = std::get_if<LessonFile>(&*opened.content))
        Q_EMIT lessonOpened(*lesson, opened.file);
}

} // namespace interleave::ui
