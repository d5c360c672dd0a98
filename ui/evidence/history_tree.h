// How did the value grow? The counter's history as a tree: the trunk of updates that survived from
// left to right, and hanging from it what was lost. Wheel, + and - zoom, arrows and dragging move,
// F shows all. From afar the losses are bars for stretches of the trunk; close up every survivor
// and every lost branch is there. Only what is seen is asked of the history.
#pragma once

#include "ui/evidence/branch_layout.h"
#include "ui/evidence/history_scale.h"
#include "ui/widgets/number_table.h"

#include <QWidget>

#include <memory>

namespace interleave::ui {

class UpdateSelection;

class HistoryTree : public QWidget
{
    Q_OBJECT

public:
    /// `selection` stays the caller's.
    explicit HistoryTree(UpdateSelection* selection, QWidget* parent = nullptr);

    /// Null: none.
    void setHistory(std::shared_ptr<const UpdateHistory> history);

    [[nodiscard]] const DepthRange& range() const { return m_range; }
    void setRange(const DepthRange& range);
    void showAll();
    /// What is seen: a row per bar from afar, else a row per survivor.
    [[nodiscard]] NumberTable numbers() const;
    /// Whether single survivors can be told apart.
    [[nodiscard]] bool isCloseUp() const;
    [[nodiscard]] double xOf(double depth) const;
    [[nodiscard]] double depthAt(double x) const;

    [[nodiscard]] QSize sizeHint() const override { return {560, 200}; }
    /// As wide as its caption.
    [[nodiscard]] QSize minimumSizeHint() const override
    {
        return {88 * fontMetrics().averageCharWidth(), 110};
    }

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    void addGestures();
    [[nodiscard]] double survivors() const;
    [[nodiscard]] HistoryScale scale() const;
    [[nodiscard]] std::optional<std::uint32_t> branchAt(const QPointF& place) const;
    [[nodiscard]] std::optional<std::uint32_t> selectedBranch() const;
    void zoom(double factor, double x);
    void showSelected();

    UpdateSelection* m_selection;
    std::shared_ptr<const UpdateHistory> m_history;
    DepthRange m_range;
    std::optional<double> m_dragged; // the depth that the mouse holds
    QPoint m_pressed;
};

} // namespace interleave::ui
