#include "ui/export/chart_menus.h"

#include "ui/export/chart_exports.h"
#include "ui/widgets/holder.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QTabWidget>

#include <algorithm>

namespace interleave::ui {

namespace {

const QTabWidget* viewsOf(const QWidget* pages)
{
    const auto* tabs = pages->findChild<QTabWidget*>();
    return tabs != nullptr && tabs->isVisible() ? tabs : nullptr;
}

QString withoutKey(QString title)
{
    return title.remove(u'&');
}

} // namespace

ChartMenus::ChartMenus(QWidget* pages, ChartExports* exports)
    : QObject(pages)
    , m_pages(pages)
    , m_exports(exports)
{
    pages->installEventFilter(this);
}

// From the smallest to the whole view.
std::vector<ChartMenus::Part> ChartMenus::parts() const
{
    std::vector<Part> parts;
    for (TableButton* button : m_pages->findChildren<TableButton*>()) {
        if (button->isVisible())
            parts.push_back({.widget = button->chart(), .title = button->title(), .table = button});
    }
    for (CopyableTable* table : m_pages->findChildren<CopyableTable*>()) {
        if (table->isVisible())
            parts.push_back({.widget = table, .title = table->accessibleName()});
    }
    const QTabWidget* views = viewsOf(m_pages);
    const auto* holder = views != nullptr ? qobject_cast<Holder*>(views->currentWidget()) : nullptr;
    if (holder == nullptr)
        return parts;
    QWidget* view = holder->content();
    if (std::ranges::find(parts, view, &Part::widget) == parts.end())
        parts.push_back(
            {.widget = view, .title = withoutKey(views->tabText(views->currentIndex()))});
    return parts;
}

ChartMenus::Part ChartMenus::partAt(const QPoint& place) const
{
    const std::vector<Part> all = parts();
    for (QWidget* widget = m_pages->childAt(place); widget != nullptr && widget != m_pages;
         widget = widget->parentWidget()) {
        const auto part = std::ranges::find(all, widget, &Part::widget);
        if (part != all.end())
            return *part;
    }
    return {};
}

void ChartMenus::fill(QMenu* menu, const Part& part) const
{
    QWidget* const widget = part.widget;
    const QString title = part.title;
    menu->addAction(
        tr("&Copy picture"), widget, [this, widget] { m_exports->copyPicture(*widget); });
    menu->addAction(tr("&Save picture…"), widget, [this, widget, title] {
        m_exports->savePicture(*widget, title);
    });
    const auto* table = qobject_cast<CopyableTable*>(widget);
    if (part.table == nullptr && table == nullptr)
        return;
    const auto rows = [table, button = part.table] {
        return table != nullptr ? table->plainRows() : plainRows(button->numbers());
    };
    menu->addSeparator();
    if (part.table != nullptr)
        menu->addAction(tr("Show &table"), part.table, &TableButton::openTable);
    menu->addAction(tr("C&opy table"), widget, [rows] {
        QGuiApplication::clipboard()->setText(tabSeparated(rows()));
    });
    menu->addAction(
        tr("S&ave table…"), widget, [this, title, rows] { m_exports->saveTable(title, rows()); });
}

void ChartMenus::addTo(QMenu* menu) const
{
    for (const Part& part : parts())
        fill(menu->addMenu(part.title), part);
}

bool ChartMenus::eventFilter(QObject* pages, QEvent* event)
{
    if (event->type() != QEvent::ContextMenu)
        return QObject::eventFilter(pages, event);
    const auto* asked = static_cast<QContextMenuEvent*>(event);
    const Part part = partAt(asked->pos());
    if (part.widget == nullptr)
        return false;
    auto* menu = new QMenu(part.title, m_pages);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fill(menu, part);
    menu->popup(asked->globalPos());
    event->accept();
    return true;
}

} // namespace interleave::ui
