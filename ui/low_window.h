// Whether the window is so low that what stands beside the answer and its pictures is to give way:
// on a small screen, and in a large type.
#pragma once

#include <QObject>

class QWidget;

namespace interleave::ui {

class RunPage;

/// Both in pixels.
[[nodiscard]] bool isLow(int windowHeight, int lineSpacing);

class LowWindow : public QObject
{
    Q_OBJECT

public:
    /// Tells `page` whenever `window`, which owns this, has another height or type.
    LowWindow(QWidget* window, RunPage* page);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void tell();

    QWidget* m_window;
    RunPage* m_page;
};

} // namespace interleave::ui
