#include "tests/ui/window_words.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QTabWidget>

namespace interleave::ui {

QStringList wordsIn(const QWidget& place)
{
    QStringList texts;
    for (const QWidget* each : place.findChildren<QWidget*>()) {
        texts << each->accessibleName() << each->accessibleDescription() << each->toolTip();
        if (const auto* label = qobject_cast<const QLabel*>(each))
            texts << label->text();
        if (const auto* button = qobject_cast<const QAbstractButton*>(each))
            texts << button->text();
        if (const auto* field = qobject_cast<const QLineEdit*>(each))
            texts << field->placeholderText();
        if (const auto* list = qobject_cast<const QComboBox*>(each)) {
            for (int row = 0; row < list->count(); ++row)
                texts << list->itemText(row) << list->itemData(row, Qt::ToolTipRole).toString();
        }
        if (const auto* tabs = qobject_cast<const QTabWidget*>(each)) {
            for (int tab = 0; tab < tabs->count(); ++tab)
                texts << tabs->tabText(tab);
        }
    }
    return texts;
}

bool hasOpenPlural(const QString& text)
{
    static const QRegularExpression open(QStringLiteral("\\p{L}\\(e?s\\)")); // not "time (s)"
    return open.match(text).hasMatch();
}

} // namespace interleave::ui
