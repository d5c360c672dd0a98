// A tool bar all of whose actions are in sight: where their words have no room, the last ones go,
// and the icons stay.
#pragma once

#include <QToolBar>

namespace interleave::ui {

class FittingToolBar final : public QToolBar
{
    Q_OBJECT

public:
    explicit FittingToolBar(const QString& title, QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void actionEvent(QActionEvent* event) override;

private:
    void fit();
};

} // namespace interleave::ui
