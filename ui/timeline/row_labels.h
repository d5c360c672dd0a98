// The names of the rows, left of them: worker, process (in a narrow view none) and tasks, or the
// core's number.
#pragma once

#include <QWidget>

namespace interleave::ui {

class TimelineDisplay;
class TimelineModel;

class RowLabels : public QWidget
{
    Q_OBJECT

public:
    /// Both stay the caller's.
    RowLabels(const TimelineModel* model, TimelineDisplay* display, QWidget* parent = nullptr);

    /// What stands in the columns, for the head above them.
    [[nodiscard]] QString heading() const;
    /// A row as it is read out: "2, pid 4711, 50,112 tasks".
    [[nodiscard]] QString text(int row) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {sizeHint().width(), 0}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void paintWorker(QPainter& painter, const QRect& row, unsigned worker) const;

    const TimelineModel* m_model;
    TimelineDisplay* m_display;
};

} // namespace interleave::ui
