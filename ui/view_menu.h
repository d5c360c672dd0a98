// What can be done in the views that are seen, as a menu: the actions that they have
// (QWidget::actions()), with their keys; and what can be taken out of them. Asked anew whenever it
// opens.
#pragma once

#include <QMenu>

namespace interleave::ui {

class ChartMenus;

class ViewMenu : public QMenu
{
    Q_OBJECT

public:
    /// `views` hold them; they and `charts` stay the caller's.
    ViewMenu(const QString& title, const QWidget* views, const ChartMenus* charts, QWidget* parent);

    /// Also before it opens: for whoever reads it.
    void fill();

private:
    const QWidget* m_views;
    const ChartMenus* m_charts;
};

} // namespace interleave::ui
