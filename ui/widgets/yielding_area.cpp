#include "ui/widgets/yielding_area.h"

#include <QEvent>
#include <QScrollBar>

namespace interleave::ui {

namespace {

// A scroll area gives texts that wrap the height that they would like, though they need less.
class Holder : public QWidget
{
public:
    explicit Holder(QWidget* content)
        : m_content(content)
    {
        content->setParent(this);
    }
    [[nodiscard]] QSize sizeHint() const override { return m_content->sizeHint(); }
    [[nodiscard]] QSize minimumSizeHint() const override { return m_content->minimumSizeHint(); }

protected:
    void resizeEvent(QResizeEvent* event) override
    {
        QWidget::resizeEvent(event);
        m_content->setGeometry(rect());
    }
    bool event(QEvent* event) override
    {
        if (event->type() == QEvent::LayoutRequest)
            updateGeometry();
        return QWidget::event(event);
    }

private:
    QWidget* m_content;
};

} // namespace

YieldingArea::YieldingArea(QWidget* content)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setWidget(new Holder(content));
}

int YieldingArea::leastWidth() const
{
    return widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width();
}

} // namespace interleave::ui
