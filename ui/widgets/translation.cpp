#include "ui/widgets/translation.h"

#include <QCoreApplication>
#include <QTranslator>

// Of a static library the resources are there when they are asked for.
static void loadTranslations()
{
    Q_INIT_RESOURCE(translations);
}

namespace interleave::ui {

void installTranslation()
{
    loadTranslations();
    auto* english = new QTranslator(QCoreApplication::instance());
    if (!english->load(QStringLiteral(":/translations/interleave_en.qm")))
        qFatal("the window's words are not in the program");
    QCoreApplication::installTranslator(english);
}

} // namespace interleave::ui
