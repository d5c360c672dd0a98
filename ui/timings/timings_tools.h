// Of what the durations are, and over which axis they stand: the line above the plots.
#pragma once

#include "ui/timings/duration_axis.h"

#include <QWidget>

class QComboBox;

namespace interleave::ui {

class TimingsTools : public QWidget
{
    Q_OBJECT

public:
    enum Kind { Tasks, Waits, Delays };

    explicit TimingsTools(QWidget* parent);

    [[nodiscard]] Kind kind() const;
    void setKind(Kind kind);
    /// What is chosen, or what fits these.
    [[nodiscard]] AxisShape shape(const DurationCounts& all) const;
    /// What a click on a bar of this kind does.
    [[nodiscard]] QString helpOfBars() const;

Q_SIGNALS:
    void kindChanged();
    void shapeChanged();

private:
    QComboBox* m_kind;
    QComboBox* m_shape;
};

} // namespace interleave::ui
