// The picture of the waiting: workers as round nodes, locks as square ones, an arrow from who waits
// to the lock and from the lock to who holds it. A deadlock is a closed way of arrows.
#pragma once

#include "ui/waits/wait_graph.h"
#include "ui/waits/wait_graph_layout.h"
#include "ui/widgets/palette.h"

#include <QStringList>
#include <QWidget>

namespace interleave::ui {

class WaitGraphPicture : public QWidget
{
    Q_OBJECT

public:
    explicit WaitGraphPicture(QWidget* parent = nullptr);

    void setGraph(const WaitGraph& graph);
    [[nodiscard]] WaitGraphLayout nodes() const;

    [[nodiscard]] QSize sizeHint() const override { return {480, 400}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 160}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintEdge(QPainter& painter, const QLineF& way, Meaning meaning, bool stuck) const;
    void paintWorker(QPainter& painter, std::size_t worker, const WaitGraphLayout& nodes) const;
    void paintLock(QPainter& painter, std::size_t lock, const WaitGraphLayout& nodes) const;
    void paintName(
        QPainter& painter, const QPointF& node, double radius, const QString& name) const;
    [[nodiscard]] bool shows(std::size_t lock) const;

    WaitGraph m_graph;
    QStringList m_lockNames; // in the user's language
};

} // namespace interleave::ui
