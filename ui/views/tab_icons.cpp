#include "ui/views/tab_icons.h"

#include <QTabBar>
#include <QTabWidget>

namespace interleave::ui {

TabIcons::TabIcons(QTabWidget* tabs)
    : m_tabs(tabs)
{
    for (int tab = 0; tab < tabs->count(); ++tab)
        m_icons << tabs->tabIcon(tab);
}

void TabIcons::fit(int room)
{
    if (const Tabs now = seen(); !(now == m_measured)) {
        setShown(true);
        m_measured = now;
        m_width = m_tabs->tabBar()->sizeHint().width();
    }
    setShown(m_width <= room);
}

TabIcons::Tabs TabIcons::seen() const
{
    Tabs tabs{.font = m_tabs->tabBar()->font()};
    for (int tab = 0; tab < m_tabs->count(); ++tab)
        tabs.visible << m_tabs->isTabVisible(tab);
    return tabs;
}

void TabIcons::setShown(bool shown)
{
    if (shown == m_shown)
        return;
    m_shown = shown;
    for (int tab = 0; tab < m_tabs->count(); ++tab)
        m_tabs->setTabIcon(tab, shown ? m_icons[tab] : QIcon());
}

} // namespace interleave::ui
