// The whole run below the rows: all workers together, with the part that is seen. Dragging moves
// that part, a click brings it there, the wheel zooms.
#pragma once

#include "ui/models/time_scale.h"
#include "ui/timeline/overview_columns.h"

#include <QImage>
#include <QTimer>
#include <QWidget>

#include <optional>

namespace interleave::ui {

class TaskSelection;
class TimeView;
class TimelineModel;

class Minimap : public QWidget
{
    Q_OBJECT

public:
    /// `model` stays the caller's.
    Minimap(const TimelineModel* model, QWidget* parent = nullptr);

    [[nodiscard]] TimeScale scale() const;
    /// In the device's pixels.
    [[nodiscard]] const QImage& image() const { return m_image; }
    [[nodiscard]] QSize sizeHint() const override { return {640, 40}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 40}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    [[nodiscard]] std::size_t columnsWanted() const;
    void begin();
    void goOn();
    void draw();
    void paintFrame(QPainter& painter) const;

    const TimelineModel* m_model;
    TimeView* m_time;
    TaskSelection* m_selection;
    OverviewColumns m_columns;
    QTimer m_timer; // runs while the columns are not complete
    bool m_again = false; // more has come meanwhile
    QImage m_image;
    TimeRange m_imageRange;
    std::optional<double> m_held; // from the left of the seen part to the pointer, in ns
};

} // namespace interleave::ui
