// How large all of the window is: the application's font times a factor, which everything follows.
// Remembered from one start to the next. And the presentation mode, in which one view fills the
// screen in a type for the back row.
#pragma once

#include <QFont>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QSize>
#include <QSplitter>
#include <QWidget>

class QAction;
class QMainWindow;

namespace interleave::ui {

class WindowZoom : public QObject
{
    Q_OBJECT

public:
    /// Works on `window`, which owns it.
    explicit WindowZoom(QMainWindow* window);
    ~WindowZoom() override;
    WindowZoom(const WindowZoom&) = delete;
    WindowZoom& operator=(const WindowZoom&) = delete;
    WindowZoom(WindowZoom&&) = delete;
    WindowZoom& operator=(WindowZoom&&) = delete;

    /// What is not shown in a presentation, besides the menu and tool bars.
    void hideInPresentation(QWidget* part) { m_parts.append(part); }
    /// Larger, smaller, as it was; presentation. For a menu.
    [[nodiscard]] const QList<QAction*>& actions() const { return m_actions; }

    [[nodiscard]] double factor() const { return m_factor; }
    /// Kept within what can be used.
    void setFactor(double factor);
    [[nodiscard]] bool presenting() const { return m_presenting; }
    void setPresenting(bool presenting);
    /// What is shown in a presentation is another.
    void fitPresentation();

Q_SIGNALS:
    /// Before the type for it is chosen: what is shown may fold.
    void presentingChanged(bool presenting);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Split
    {
        QPointer<QSplitter> splitter;
        QList<int> sizes;
    };
    [[nodiscard]] static bool hasSameParts(const Split& split);
    QAction* addAction(const QString& text, const QList<QKeySequence>& keys);
    void step(int steps);
    void apply() const;
    [[nodiscard]] QFont fontFor(double factor) const;
    /// Shortcuts of a menu bar that is hidden would be lost.
    void keepShortcuts();
    [[nodiscard]] double roomForMore() const;
    /// The largest type up to `wanted` with which all fits; the usual one where none does.
    void fitTo(double wanted);
    [[nodiscard]] double largerBy(double room, double wanted) const;
    void shrinkToFit();
    void hideParts();
    void showParts();
    void keepSplits();
    void restoreSplits();

    QMainWindow* m_window;
    QFont m_base; // of the desktop
    QList<QAction*> m_actions;
    QList<QPointer<QWidget>> m_parts;
    QList<QPointer<QWidget>> m_hidden; // now, of these
    QList<Split> m_splits; // as they were before a presentation, in a window of this size
    QSize m_sizeBefore;
    double m_factor = 1;
    double m_more = 1; // of a presentation
    bool m_presenting = false;
    bool m_looksAgain = false; // soon, whether all fits
};

} // namespace interleave::ui
