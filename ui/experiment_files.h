// Opening and saving experiments, and exporting tables, from the window's menu: asks for a file,
// reads or writes it, remembers which one it was. What else can be opened, a recording, is only
// asked for here.
#pragma once

#include "core/model/experiment.h"

#include <QObject>
#include <QString>

#include <functional>
#include <optional>

class QWidget;

namespace interleave::ui {

/// Ask for a file; an empty answer means that the user changed his mind. Tests answer themselves.
struct FilePrompts
{
    std::function<QString(QWidget* parent)> open;
    std::function<QString(QWidget* parent, const QString& suggestion)> save;
    std::function<QString(QWidget* parent, const QString& suggestion)> exportTable{};
    std::function<QString(QWidget* parent, const QString& suggestion)> saveRun{};

    /// The desktop's file dialogs.
    [[nodiscard]] static FilePrompts dialogs();
};

class ExperimentFiles : public QObject
{
    Q_OBJECT

public:
    explicit ExperimentFiles(QWidget* window, FilePrompts prompts = FilePrompts::dialogs());

    /// Which file to open, an experiment or a recording; empty when the user changed his mind.
    [[nodiscard]] QString askWhatToOpen() const;
    /// Nothing when the file is no experiment (problem() tells).
    [[nodiscard]] std::optional<Experiment> read(const QString& file);
    bool save(const Experiment& experiment);
    /// A result as comma-separated values; leaves the experiment's file as it is.
    void exportTable(const QString& csv);
    /// The file's name without folders; empty before the first.
    [[nodiscard]] QString name() const;

Q_SIGNALS:
    void done(const QString& message);
    void problem(const QString& message);

private:
    QWidget* m_window;
    FilePrompts m_prompts;
    QString m_file;
};

} // namespace interleave::ui
