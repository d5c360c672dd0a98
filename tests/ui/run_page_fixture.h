// A page of a run on the screen, for the tests of what it shows.
#pragma once

#include "tests/ui/on_screen.h"
#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/views/run_page.h"
#include "ui/widgets/note_label.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QTabWidget>

#include <memory>

namespace interleave::ui {

class RunPageOnScreen : public testing::Test
{
protected:
    RunPageOnScreen()
    {
        m_page.resize(980, 700);
        m_page.show();
    }
    [[nodiscard]] bool says(const char* words) const
    {
        for (const NoteLabel* note : m_page.findChildren<NoteLabel*>()) {
            if (note->isVisible() && note->text().contains(QString::fromUtf8(words)))
                return true;
        }
        return false;
    }
    static constexpr const char* kOfWhich = "of the trial that runs, and then of the last one";
    std::shared_ptr<ui::Run> begin(const Experiment& experiment)
    {
        auto run = std::make_shared<ui::Run>(experiment);
        m_page.show(run);
        return run;
    }
    [[nodiscard]] bool shows(const char* view) const
    {
        const auto* tabs = m_page.findChild<QTabWidget*>();
        for (int i = 0; i < tabs->count(); ++i) {
            if (tabs->tabText(i).remove(QLatin1Char('&')) == QLatin1String(view))
                return tabs->isTabVisible(i);
        }
        ADD_FAILURE() << "no view " << view;
        return false;
    }
    void showView(const char* title)
    {
        auto* tabs = m_page.findChild<QTabWidget*>();
        for (int i = 0; i < tabs->count(); ++i) {
            if (tabs->tabText(i).remove(QLatin1Char('&')) == QLatin1String(title))
                tabs->setCurrentIndex(i);
        }
    }
    [[nodiscard]] QString current() const
    {
        const auto* tabs = m_page.findChild<QTabWidget*>();
        return tabs->tabText(tabs->currentIndex()).remove(QLatin1Char('&'));
    }

    QAction m_run{QStringLiteral("Run")};
    RunPage m_page{&m_run, INTERLEAVE_PROGRAM};
};

} // namespace interleave::ui
