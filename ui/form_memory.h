// What the form had last, from one start of the window to the next.
#pragma once

#include "ui/config/experiment_store.h"
#include "ui/models/latest_answer.h"

#include <QObject>

#include <filesystem>

namespace interleave::ui {

class ExperimentForm;

class FormMemory : public QObject
{
    Q_OBJECT

public:
    FormMemory(const std::filesystem::path& storeFile, ExperimentForm* form, QObject* parent);

    /// Into the form.
    void restore();
    /// What is in the form, where it is valid; in another thread, as the disk may be slow.
    void remember();
    /// The same when the window closes: waits for it, though not for long.
    void rememberNow();

Q_SIGNALS:
    void warned(const QString& problem);

private:
    ExperimentForm* m_form;
    ExperimentStore m_store;
    LatestAnswer<SavedOrMessage> m_saved;
};

} // namespace interleave::ui
