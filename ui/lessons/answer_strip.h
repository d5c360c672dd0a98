// What was predicted, over what the trials gave: a dot per trial, and dashed lines at
// the prediction, or at both ends of it.
#pragma once

#include "core/lesson/question.h"
#include "ui/widgets/plot.h"

#include <QLineSeries>
#include <QScatterSeries>

namespace interleave::ui {

class AnswerStrip : public Plot
{
    Q_OBJECT

public:
    explicit AnswerStrip(QWidget* parent = nullptr);

    /// A number or a range, and what the run gave.
    void setAnswer(const NumberRange& predicted, const Measured& measured);

    /// Where a trial's dot and the ends of the prediction are.
    [[nodiscard]] QPointF dotOf(std::size_t trial) const;
    [[nodiscard]] NumberRange predictedAt() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    [[nodiscard]] QRectF area() const override;
    void draw() override;
    void paintWords(QPainter& painter) const override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void setAxis();
    [[nodiscard]] int ticksWithRoom(double end) const;
    [[nodiscard]] QPointF valueOf(std::size_t trial) const;

    NumberRange m_predicted;
    Measured m_measured;
    QScatterSeries* m_trials;
    QLineSeries* m_from;
    QLineSeries* m_to;
};

} // namespace interleave::ui
