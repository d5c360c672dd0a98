// Opens what a file holds, an experiment, a run or a lesson, told apart by what is in it. It is
// read in another thread: a result of thousands of trials takes its time.
#pragma once

#include "core/lesson/lesson_folder.h"
#include "ui/models/latest_answer.h"
#include "ui/run/run_file.h"

#include <QObject>

#include <memory>
#include <optional>
#include <variant>

namespace interleave::ui {

using FileContent = std::variant<Experiment, OpenedRun, LessonFile>;

/// The error is a sentence that names the file and the remedy. Any thread.
[[nodiscard]] tl::expected<FileContent, QString> readFileContent(const QString& file);

class FileOpening : public QObject
{
    Q_OBJECT

public:
    explicit FileOpening(QObject* parent);
    FileOpening(const FileOpening&) = delete;
    FileOpening& operator=(const FileOpening&) = delete;
    FileOpening(FileOpening&&) = delete;
    FileOpening& operator=(FileOpening&&) = delete;
    ~FileOpening() override = default;

    /// A file that is still being read is given up.
    void open(const QString& file);
    [[nodiscard]] bool busy() const { return m_answer.busy(); }
    /// Whether the first file that was asked for could be opened. Waits shortly for one that is
    /// being read: it may stand still on a network that has gone.
    [[nodiscard]] bool couldOpenFirst();

Q_SIGNALS:
    void experimentOpened(const interleave::Experiment& experiment, const QString& file);
    /// `problem`: what of it could not be opened.
    void runOpened(const std::shared_ptr<interleave::ui::Run>& run,
        const QString& file,
        const QString& problem);
    void lessonOpened(const interleave::LessonFile& file, const QString& path);
    void failed(const QString& message);

private:
    struct Opened
    {
        QString file;
        tl::expected<FileContent, QString> content;
    };
    [[nodiscard]] static Opened read(const QString& file);
    void take(const Opened& opened);

    std::optional<bool> m_failedFirst;
    LatestAnswer<Opened> m_answer;
};

} // namespace interleave::ui
