// A timeline over a synthetic recording for a test: shown, and worked with mouse and keys.
#pragma once

#include "tests/support/synthetic_recording.h"
#include "tests/ui/on_screen.h"
#include "tests/ui/print_qt.h"
#include "ui/models/task_selection.h"
#include "ui/models/time_view.h"
#include "ui/models/timeline_model.h"
#include "ui/timeline/minimap.h"
#include "ui/timeline/search_bar.h"
#include "ui/timeline/time_ruler.h"
#include "ui/timeline/timeline_rows.h"
#include "ui/timeline/timeline_view.h"
#include "ui/widgets/facts_label.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QLineEdit>
#include <QTest>
#include <QWheelEvent>

#include <memory>

namespace interleave::ui {

class TimelineTest : public testing::Test
{
protected:
    /// A trial that has ended.
    void open(const test::SyntheticSpec& spec = {})
    {
        run = std::make_unique<test::SyntheticRun>(spec);
        run->finish();
        model.setRecording(run->recording(), false);
        show();
        ASSERT_TRUE(QTest::qWaitFor([this] { return model.complete(); }, kPatienceMs));
    }
    /// A trial that goes on, of which so many tasks have ended.
    void openRunning(std::uint64_t tasks, const test::SyntheticSpec& spec = {.tasks = 10'000})
    {
        run = std::make_unique<test::SyntheticRun>(spec);
        run->append(tasks);
        model.setRecording(run->recording(), true);
        show();
    }
    void goOn(std::uint64_t tasks)
    {
        run->append(tasks);
        model.look();
    }
    void show()
    {
        view.resize(1'000, 600);
        view.show();
        view.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&view));
        rows().setFocus();
    }

    [[nodiscard]] TimelineRows& rows() const { return *view.findChild<TimelineRows*>(); }
    [[nodiscard]] int rowHeight() const { return view.findChild<TimelineDisplay*>()->rowHeight(); }
    [[nodiscard]] TimeRuler& ruler() const { return *view.findChild<TimeRuler*>(); }
    [[nodiscard]] Minimap& minimap() const { return *view.findChild<Minimap*>(); }
    [[nodiscard]] SearchBar& searchBar() const { return *view.findChild<SearchBar*>(); }
    [[nodiscard]] const TimeRange& seen() const { return timeView.visible(); }
    [[nodiscard]] const TimeRange& whole() const { return timeView.whole(); }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    static void wheel(
        QWidget& widget, const QPointF& place, int turns, Qt::KeyboardModifiers keys = {})
    {
        QWheelEvent event(place,
            widget.mapToGlobal(place),
            {},
            QPoint(0, 120 * turns),
            Qt::NoButton,
            keys,
            Qt::NoScrollPhase,
            false);
        QApplication::sendEvent(&widget, &event);
    }
    static void drag(QWidget& widget,
        const QPoint& from,
        const QPoint& to,
        Qt::MouseButton button = Qt::LeftButton)
    {
        QTest::mousePress(&widget, button, {}, from);
        QTest::mouseMove(&widget, (from + to) / 2);
        QTest::mouseMove(&widget, to);
        QTest::mouseRelease(&widget, button, {}, to);
    }
    void typeSearch(const char* text) const
    {
        rows().setFocus();
        press(Qt::Key_Slash);
        QTest::keyClicks(QApplication::focusWidget(), QLatin1String(text));
    }
    /// Typed, entered and answered.
    void search(const char* text) const
    {
        typeSearch(text);
        goOnSearching();
    }
    /// To the next match, with Shift to the one before.
    void goOnSearching(Qt::KeyboardModifiers modifiers = {}) const
    {
        press(Qt::Key_Return, modifiers);
        ASSERT_TRUE(QTest::qWaitFor([this] { return !searchBar().busy(); }, kPatienceMs));
    }
    template <class Widget>
    [[nodiscard]] Widget* named(const char* name) const
    {
        for (Widget* each : view.findChildren<Widget*>()) {
            if (each->accessibleName() == QLatin1String(name))
                return each;
        }
        ADD_FAILURE() << "no " << name;
        return nullptr;
    }
    [[nodiscard]] QString fact(const char* panel, const char* word) const
    {
        return named<FactsLabel>(panel)->value(QLatin1String(word));
    }
    /// The middle of the longest task of a worker in sight.
    [[nodiscard]] RecordedTask longestOf(unsigned worker) const
    {
        const SingleTasks tasks
            = model.index()->tasksIn(worker, model.ticksOf(whole()), 0, SIZE_MAX);
        return *std::ranges::max_element(
            tasks.tasks, {}, [](const RecordedTask& task) { return durationOf(task.event); });
    }
    [[nodiscard]] QPoint placeOf(const RecordedTask& task) const
    {
        const TimeRange time = model.timeOf(rangeOf(task.event));
        return {static_cast<int>(rows().scale().xOf((time.begin + time.end) / 2)),
            static_cast<int>(task.worker) * rowHeight() + 13};
    }
    /// So that it is some hundred pixels wide.
    void zoomTo(const RecordedTask& task)
    {
        const TimeRange time = model.timeOf(rangeOf(task.event));
        timeView.jumpTo({time.begin - time.length(), time.end + time.length()});
    }

    TimeView timeView;
    TaskSelection selection;
    TimelineModel model{&timeView, &selection};
    TimelineView view{&model, nullptr};
    std::unique_ptr<test::SyntheticRun> run;
};

} // namespace interleave::ui
