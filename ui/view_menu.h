// What can be done in the views that are seen, as a menu: the actions that they have
// (QWidget::actions()), with their keys. Asked anew whenever it opens.
#pragma once

#include <QMenu>

namespace interleave::ui {

class ViewMenu : public QMenu
{
    Q_OBJECT

public:
    /// `views` hold them and stay the caller's.
    ViewMenu(const QString& title, const QWidget* views, QWidget* parent);

    /// Also before it opens: for whoever reads it.
    void fill();

private:
    const QWidget* m_views;
};

} // namespace interleave::ui
