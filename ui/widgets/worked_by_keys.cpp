#include "ui/widgets/worked_by_keys.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLineEdit>

namespace interleave::ui {

QWidget* workedByKeys(const QWidget& view)
{
    if (view.focusProxy() != nullptr)
        return view.focusProxy();
    for (QWidget* each : view.findChildren<QWidget*>()) {
        const bool isField = qobject_cast<QAbstractButton*>(each) != nullptr
            || qobject_cast<QLineEdit*>(each) != nullptr
            || qobject_cast<QComboBox*>(each) != nullptr;
        if (each->isVisible() && (each->focusPolicy() & Qt::StrongFocus) == Qt::StrongFocus
            && !isField)
            return each;
    }
    return nullptr;
}

} // namespace interleave::ui
