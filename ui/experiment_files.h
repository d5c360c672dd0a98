// Saving experiments from the window's menu: asks for a file, writes it, remembers which one the
// form's experiment has. What is to be opened is only asked for here.
#pragma once

#include "core/model/experiment.h"

#include <QObject>
#include <QString>

#include <functional>

class QWidget;

namespace interleave::ui {

/// Ask for a file; an empty answer means that the user changed his mind. Tests answer themselves.
struct FilePrompts
{
    std::function<QString(QWidget* parent)> open;
    std::function<QString(QWidget* parent, const QString& suggestion)> save;
    std::function<QString(QWidget* parent, const QString& suggestion)> saveRun{};
    /// Whether what the question is about may go; where nothing is here to ask, yes.
    std::function<bool(QWidget* parent, const QString& question)> mayGo{};

    /// The desktop's file dialogs.
    [[nodiscard]] static FilePrompts dialogs();
};

class ExperimentFiles : public QObject
{
    Q_OBJECT

public:
    explicit ExperimentFiles(QWidget* window, FilePrompts prompts = FilePrompts::dialogs());

    /// Which file to open, an experiment or a run; empty when the user changed his mind.
    [[nodiscard]] QString askWhatToOpen() const;
    /// The form has this file's experiment now; an empty name: that of no file.
    void setFile(const QString& file, const Experiment& experiment);
    bool save(const Experiment& experiment);
    /// Whether `experiment` is another than the file's.
    [[nodiscard]] bool isModified(const Experiment& experiment) const;
    /// The file's name without folders; empty before the first.
    [[nodiscard]] QString name() const;

Q_SIGNALS:
    void done(const QString& message);
    void saved(const QString& file);
    void problem(const QString& message);

private:
    QWidget* m_window;
    FilePrompts m_prompts;
    QString m_file;
    Experiment m_inFile;
};

} // namespace interleave::ui
