// Charts and tables as files and on the clipboard: asks for a name, and writes in another thread,
// because a large picture takes longer than a window may stand still. Each file says of which run
// and machine it is.
#pragma once

#include "core/base/system_error.h"
#include "ui/export/chart_picture.h"
#include "ui/export/csv.h"
#include "ui/run/run.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>

namespace interleave::ui {

struct PictureWish
{
    QString file; // empty: the user changed his mind
    PictureSize size{};
};

/// Ask what to write; tests answer themselves.
struct ExportPrompts
{
    std::function<QString(QWidget* parent, const QString& suggestion)> table;
    std::function<PictureWish(
        QWidget* parent, const QString& title, const QString& suggestion, const PictureSize& shown)>
        picture;

    [[nodiscard]] static ExportPrompts dialogs();
};

class ChartExports : public QObject
{
    Q_OBJECT

public:
    explicit ChartExports(QWidget* window, ExportPrompts prompts = ExportPrompts::dialogs());
    ChartExports(const ChartExports&) = delete;
    ChartExports& operator=(const ChartExports&) = delete;
    ChartExports(ChartExports&&) = delete;
    ChartExports& operator=(ChartExports&&) = delete;
    /// What is being written is there afterwards.
    ~ChartExports() override;

    /// Of which the window's charts are; null: of none.
    void setRun(std::shared_ptr<const Run> run) { m_run = std::move(run); }

    void savePicture(QWidget& chart, const QString& title);
    void copyPicture(QWidget& chart);
    void saveTable(const QString& title, const TextRows& rows);

Q_SIGNALS:
    void done(const QString& message);
    void problem(const QString& message);

private:
    using Bytes = std::function<QByteArray()>;

    [[nodiscard]] static QString noMemory();
    [[nodiscard]] QStringList about() const;
    [[nodiscard]] Bytes bytesOf(
        QWidget& chart, const QString& title, const PictureWish& wish, const QString& format) const;
    void write(const QString& file, Bytes bytes);

    QWidget* m_window;
    ExportPrompts m_prompts;
    std::shared_ptr<const Run> m_run;
    QThreadPool m_thread; // its own: what the views compute does not wait for a disk
};

} // namespace interleave::ui
