#include "ui/widgets/show_page.h"

#include <QStackedWidget>

namespace interleave::ui {

void showPage(QStackedWidget* stack, QWidget* page)
{
    for (int i = 0; i < stack->count(); ++i) {
        QWidget* each = stack->widget(i);
        const auto wanted = each == page ? QSizePolicy::Preferred : QSizePolicy::Ignored;
        each->setSizePolicy(wanted, wanted);
    }
    stack->setCurrentWidget(page);
}

} // namespace interleave::ui
