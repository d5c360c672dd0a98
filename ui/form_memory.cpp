#include "ui/form_memory.h"

#include "ui/config/experiment_form.h"

#include <chrono>

namespace interleave::ui {

namespace {

constexpr std::chrono::seconds kMostPatience(2); // of a user for a window to close

} // namespace

FormMemory::FormMemory(
    const std::filesystem::path& storeFile, ExperimentForm* form, QObject* parent)
    : QObject(parent)
    , m_form(form)
    , m_store(storeFile)
    , m_saved([this](const SavedOrMessage& saved) {
        if (!saved)
            Q_EMIT warned(saved.error());
    })
{
}

void FormMemory::restore()
{
    const ExperimentStore::Remembered remembered = m_store.load();
    m_form->beginWith(remembered.experiment);
    Q_EMIT warned(remembered.message);
}

void FormMemory::remember()
{
    if (m_form->isValid())
        m_saved.refresh([store = m_store, experiment = m_form->experiment()](
                            const auto&) { return store.save(experiment); });
}

void FormMemory::rememberNow()
{
    remember();
    (void)m_saved.finish(kMostPatience);
}

} // namespace interleave::ui
