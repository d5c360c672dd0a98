// The experiment's form for a test: worked by keys, read as a user reads it.
#pragma once

#include "tests/ui/print_qt.h"
#include "ui/config/experiment_form.h"

#include <gtest/gtest.h>

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTest>
#include <QToolButton>

#include <functional>

namespace interleave::ui {

class ExperimentFormTest : public testing::Test
{
protected:
    void SetUp() override
    {
        m_form.resize(330, 1'600);
        m_form.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&m_form));
        m_form.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&m_form));
    }

    FieldRow* row(const char* name) { return m_form.findChild<FieldRow*>(QLatin1String(name)); }
    QLineEdit* field(const char* name) { return row(name)->findChild<QLineEdit*>(); }
    QComboBox* list(const char* name) { return row(name)->findChild<QComboBox*>(); }

    /// Selects all and types, as a user does.
    void type(const char* name, const char* text)
    {
        field(name)->setFocus();
        field(name)->selectAll();
        QTest::keyClick(field(name), Qt::Key_Delete);
        QTest::keyClicks(field(name), QLatin1String(text));
    }
    void choose(const char* name, const char* title)
    {
        const int index = list(name)->findText(QLatin1String(title));
        ASSERT_GE(index, 0) << title;
        list(name)->setFocus();
        while (list(name)->currentIndex() != index)
            QTest::keyClick(
                list(name), list(name)->currentIndex() < index ? Qt::Key_Down : Qt::Key_Up);
    }
    FormSection* section(const char* key)
    {
        return m_form.findChild<FormSection*>(QLatin1String(key));
    }
    /// As by a click on its heading.
    void open(const char* key)
    {
        if (!section(key)->isUnfolded())
            section(key)->findChild<QToolButton*>({}, Qt::FindDirectChildrenOnly)->click();
    }
    void browse(const char* name)
    {
        for (auto* button : row(name)->findChildren<QToolButton*>()) {
            if (button->accessibleName().startsWith(QStringLiteral("Browse")))
                return button->click(); // the row may be gone then
        }
    }
    void browseFiles(const char* name)
    {
        for (auto* button : row(name)->findChildren<QToolButton*>()) {
            if (button->text() == QString::fromUtf8("Files…"))
                return button->click();
        }
    }
    QString noteOf(const char* name)
    {
        const auto* note = row(name)->findChild<NoteLabel*>();
        return note->isHidden() ? QString() : note->text();
    }
    QStringList visibleRows()
    {
        QStringList names;
        for (const FieldRow* each : m_form.findChildren<FieldRow*>()) {
            if (each->isVisible())
                names.append(each->objectName());
        }
        return names;
    }

    struct NoSettings
    {
        NoSettings() { QSettings().clear(); }
    };
    NoSettings m_noSettings; // before the form is made
    QStringList m_answer; // to the next question for a folder or files
    Sought m_sought = Sought::Folder; // by the last one
    std::function<void()> m_meanwhile; // happens while it is asked
    ExperimentForm m_form{nullptr, [this](QWidget*, const QString&, Sought sought) {
                              m_sought = sought;
                              if (m_meanwhile)
                                  m_meanwhile();
                              return m_answer;
                          }};
};

} // namespace interleave::ui
