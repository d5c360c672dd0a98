// What can be done in the views that are seen, as a menu: the actions that they have
// (QWidget::actions()), with their keys; and what can be taken out of them. Asked anew whenever it
// opens.
#pragma once

#include <QMenu>

#include <vector>

namespace interleave::ui {

class ChartMenus;

/// Those below `parent` that are seen and have actions for what can be done in them.
[[nodiscard]] std::vector<QWidget*> viewsWithActions(const QWidget& parent);

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
