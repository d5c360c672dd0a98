// What stands where a view has nothing to show: what will be here and the one thing to press, or
// what went wrong and the remedy.
#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QToolButton;

namespace interleave::ui {

class Heading;

class StateHint : public QWidget
{
    Q_OBJECT

public:
    explicit StateHint(QWidget* parent = nullptr);

    /// `press` (may be null) stays the caller's; its button is shown below the sentence.
    void showEmpty(const QString& sentence, QAction* press = nullptr);
    void showFailed(const QString& reason, const QString& remedy, QAction* press = nullptr);
    void showCancelled(const QString& doneUntilThen, QAction* press = nullptr);

private:
    void say(const QString& sign, const QString& sentence, const QString& second, QAction* press);

    Heading* m_sentence;
    QLabel* m_second;
    QToolButton* m_button;
};

} // namespace interleave::ui
