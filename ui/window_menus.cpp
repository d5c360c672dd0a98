#include "ui/window_menus.h"

#include "ui/remembered_choice.h"
#include "ui/run/run_list.h"
#include "ui/views/first_experiments.h"
#include "ui/views/run_page.h"
#include "ui/widgets/format.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>

#include <cstdint>

namespace interleave::ui {

namespace {

struct WindowMenusText
{
    Q_DECLARE_TR_FUNCTIONS(WindowMenusText)
};

} // namespace

QMenu* makeExamplesMenu(std::function<void(const std::vector<Experiment>&)> begin, QWidget* parent)
{
    auto* menu = new QMenu(WindowMenusText::tr("E&xamples"), parent);
    menu->setToolTipsVisible(true);
    for (const FirstExperiment& first : firstExperiments()) {
        QAction* run = menu->addAction(
            iconNamed(first.icon), first.title, menu, [begin, all = first.experiments()] {
                begin(all);
            });
        run->setToolTip(first.whatOneSees);
    }
    return menu;
}

QMenu* makeMemoryMenu(RunList* runs, QWidget* parent)
{
    const QString key = QStringLiteral("window/eventBytes");
    runs->setMostBytes(rememberedChoice(key, RunList::kUsualBytes));
    QList<std::pair<QString, qulonglong>> choices;
    for (const unsigned power : {28U, 30U, 32U}) {
        const std::uint64_t bytes = std::uint64_t{1} << power;
        choices.emplace_back(
            WindowMenusText::tr("Up to %1").arg(formatBytes(static_cast<double>(bytes))), bytes);
    }
    auto* menu = new QMenu(WindowMenusText::tr("&Memory for events"), parent);
    addRememberedChoice(menu, key, RunList::kUsualBytes, choices, [runs](qulonglong bytes) {
        runs->setMostBytes(bytes);
    });
    return menu;
}

QList<QAction*> makeViewActions(RunPage* page, std::function<void()> bring, QWidget* parent)
{
    QList<QAction*> actions;
    for (std::size_t view = 0; view < runViews().size(); ++view) {
        auto* show = new QAction(runViews()[view].title(), parent);
        if (runViews()[view].key != nullptr)
            show->setShortcut(QKeySequence(QString::fromLatin1(runViews()[view].key)));
        QObject::connect(show, &QAction::triggered, page, [page, bring, view] {
            bring();
            page->bringView(view);
        });
        const auto enable = [page, show, view] { show->setEnabled(page->hasView(view)); };
        QObject::connect(page, &RunPage::viewsChanged, show, enable);
        enable();
        actions << show;
    }
    return actions;
}

QMenu* makeThemeMenu(QWidget* parent)
{
    auto* menu = new QMenu(WindowMenusText::tr("&Theme"), parent);
    addRememberedChoice(menu,
        QStringLiteral("window/theme"),
        static_cast<qulonglong>(Theme::System),
        {{WindowMenusText::tr("As the &desktop"), static_cast<qulonglong>(Theme::System)},
            {WindowMenusText::tr("&Light"), static_cast<qulonglong>(Theme::Light)},
            {WindowMenusText::tr("D&ark"), static_cast<qulonglong>(Theme::Dark)}},
        [](qulonglong theme) { applyTheme(static_cast<Theme>(theme)); });
    return menu;
}

} // namespace interleave::ui
