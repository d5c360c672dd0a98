#include "tests/ui/cut_texts.h"

#include "tests/ui/painted_texts.h"
#include "tests/ui/window_words.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/note_label.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QGraphicsView>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTabBar>

#include <algorithm>

namespace interleave::ui {

namespace {

// A text of a hair's breadth too much is whole to the eye.
constexpr double kSideways = 1.5;
constexpr double kUpright = 2.5;

// The scroll area whose contents a widget shows; a graphics view shows a picture, all of it.
const QAbstractScrollArea* scrolledBy(const QWidget& widget)
{
    const auto* area = qobject_cast<const QAbstractScrollArea*>(widget.parentWidget());
    const bool contents = area != nullptr && area->viewport() == &widget
        && qobject_cast<const QGraphicsView*>(area) == nullptr;
    return contents ? area : nullptr;
}

bool fits(const QRectF& text, const QRectF& room, const QAbstractScrollArea* scrolled)
{
    const bool sideways = scrolled != nullptr
        && (scrolled->horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff
            || qobject_cast<const QHeaderView*>(scrolled) != nullptr);
    const bool upright = scrolled != nullptr;
    return (sideways
               || (text.left() >= room.left() - kSideways
                   && text.right() <= room.right() + kSideways))
        && (upright
            || (text.top() >= room.top() - kUpright && text.bottom() <= room.bottom() + kUpright));
}

// Also within what the widget is in, up to what can be scrolled.
bool isWhole(const QWidget& widget, const PaintedText& painted)
{
    QRectF place = painted.place;
    if (!fits(place, painted.clip, scrolledBy(widget)))
        return false;
    for (const QWidget* each = &widget; each != nullptr; each = each->parentWidget()) {
        const QAbstractScrollArea* scrolled = scrolledBy(*each);
        if (!fits(place, each->rect(), scrolled))
            return false;
        if (scrolled != nullptr || each->isWindow())
            return true;
        place.translate(each->pos());
    }
    return true;
}

// One whose tabs have no room has buttons that move them.
bool isScrolledTab(const QWidget& widget)
{
    const auto* tabs = qobject_cast<const QTabBar*>(&widget);
    return tabs != nullptr && tabs->usesScrollButtons() && tabs->sizeHint().width() > tabs->width();
}

// Between two statements of `whole`: what is left out is not half of a figure.
bool endsBetweenStatements(QString shown, const QString& whole)
{
    shown.chop(1);
    shown = shown.trimmed();
    const bool isBeginning = whole.startsWith(shown) && !shown.isEmpty();
    return isBeginning
        && (QStringLiteral(".;,:").contains(shown.back())
            || whole.mid(shown.size()).startsWith(QStringLiteral(" · ")));
}

// A reason, or a number.
bool mustBeWhole(const ElidedLabel& label, const QString& shown)
{
    const auto* note = qobject_cast<const NoteLabel*>(&label);
    if (note != nullptr && note->kind() != NoteKind::Hint)
        return true;
    const QStringList lines = label.text().split(QLatin1Char('\n'));
    return label.text().contains(QRegularExpression(QStringLiteral("\\d")))
        && std::ranges::none_of(
            lines, [&](const QString& line) { return endsBetweenStatements(shown, line); });
}

bool isShortened(const QWidget& widget, const QString& text)
{
    if (!text.contains(QChar(0x2026)))
        return false;
    if (const auto* label = qobject_cast<const ElidedLabel*>(&widget))
        return !label->text().contains(text) && mustBeWhole(*label, text);
    // A cell has fewer statements than its text, as a label has.
    if (qobject_cast<const QAbstractItemView*>(widget.parentWidget()) != nullptr)
        return !text.endsWith(QStringLiteral(" …"));
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    return button == nullptr || !button->text().remove(QLatin1Char('&')).contains(text);
}

// Fields show what is typed, at the cursor; a field's own place is another test's.
bool isLookedAt(const QWidget& widget)
{
    return widget.isVisible() && qobject_cast<const QLineEdit*>(&widget) == nullptr
        && !isScrolledTab(widget) && qobject_cast<const QMenu*>(&widget) == nullptr;
}

} // namespace

QStringList cutTexts(QWidget& window)
{
    QStringList cut;
    QList<QWidget*> widgets = window.findChildren<QWidget*>();
    widgets.prepend(&window);
    for (QWidget* widget : widgets) {
        if (!isLookedAt(*widget) || widget->window() != window.window())
            continue;
        for (const PaintedText& painted : paintedTexts(*widget)) {
            if (painted.text.trimmed().isEmpty())
                continue;
            if (isWhole(*widget, painted) && !isShortened(*widget, painted.text)
                && !hasOpenPlural(painted.text))
                continue;
            const QRectF at = painted.place;
            cut << QStringLiteral("%1 \"%2\" (%3): \"%4\" at %5,%6 %7x%8 in %9")
                       .arg(QLatin1String(widget->metaObject()->className()),
                           widget->accessibleName(),
                           widget->parentWidget() != nullptr
                               ? QLatin1String(widget->parentWidget()->metaObject()->className())
                               : QLatin1String(),
                           painted.text)
                       .arg(at.x())
                       .arg(at.y())
                       .arg(at.width())
                       .arg(at.height())
                       .arg(QStringLiteral("%1x%2").arg(widget->width()).arg(widget->height()));
        }
    }
    return cut;
}

} // namespace interleave::ui
