// Which primitives to compare, and how often: a check list with its button, in line above the
// result.
#pragma once

#include "core/model/experiment.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QGridLayout;
class QLabel;
class QPushButton;
class QSpinBox;

namespace interleave::ui {

class PrimitiveChoice : public QWidget
{
    Q_OBJECT

public:
    explicit PrimitiveChoice(QWidget* parent = nullptr);

    /// Chooses what the experiment compares, or what is usual.
    void setExperiment(const Experiment& experiment);
    /// Those that the experiment cannot use are there and say why.
    void setFitting(const Experiment& experiment);
    [[nodiscard]] std::vector<Primitive> chosen() const;
    /// `experiment` with what is chosen here.
    [[nodiscard]] Experiment applied(Experiment experiment) const;
    [[nodiscard]] std::int64_t trials() const;
    [[nodiscard]] QCheckBox* box(Primitive primitive) const;

Q_SIGNALS:
    void compareRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();
    void updateButton();

    std::vector<QCheckBox*> m_boxes; // by Primitive
    QGridLayout* m_grid;
    QSpinBox* m_trials;
    QPushButton* m_start;
    QLabel* m_hint;
    int m_columns = 0;
};

} // namespace interleave::ui
