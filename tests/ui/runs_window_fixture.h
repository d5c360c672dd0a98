// The window's runs for a test: their strip, worked with mouse and keys.
#pragma once

#include "tests/ui/window_fixture.h"
#include "ui/views/run_strip.h"

#include <gmock/gmock.h>

#include <QListView>
#include <QToolButton>

namespace interleave::ui {

class RunsWindowTest : public WindowTest
{
protected:
    [[nodiscard]] RunStrip& strip() const { return *window->findChild<RunStrip*>(); }
    [[nodiscard]] QListView& list() const { return *strip().findChild<QListView*>(); }
    [[nodiscard]] QToolButton* button(const char* text) const
    {
        for (QToolButton* each : strip().findChildren<QToolButton*>()) {
            if (each->text() == QString::fromUtf8(text))
                return each;
        }
        ADD_FAILURE() << "no button " << text;
        return nullptr;
    }
    void click(int row, Qt::KeyboardModifiers modifiers = {}) const
    {
        const QRect place = list().visualRect(list().model()->index(row, 0));
        QTest::mouseClick(list().viewport(), Qt::LeftButton, modifiers, place.center());
    }
    [[nodiscard]] QString textOfRow(int row, int role = Qt::DisplayRole) const
    {
        return list().model()->index(row, 0).data(role).toString();
    }
    /// Where the keyboard is.
    [[nodiscard]] QWidget* focus() const
    {
        QWidget* widget = QApplication::focusWidget();
        return widget != nullptr ? widget : window.get();
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::keyClick(focus(), key, modifiers);
    }
    void runNoneAndLock()
    {
        open();
        runToEnd(counterExperiment(Primitive::None));
        runToEnd(counterExperiment(Primitive::Lock));
        ASSERT_THAT(runs().runs(), testing::SizeIs(2));
    }
};

} // namespace interleave::ui
