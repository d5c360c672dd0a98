// A word that lies over a widget, below its middle, for a moment: it needs no room of its own.
#pragma once

#include <QLabel>
#include <QTimer>

namespace interleave::ui {

class PassingWord final : public QLabel
{
    Q_OBJECT

public:
    /// Over `under`, which owns it.
    explicit PassingWord(QWidget* under);

    /// Empty takes it away at once.
    void say(const QString& text);
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();

    QTimer m_ends;
};

} // namespace interleave::ui
