#include "ui/window_history.h"

#include "core/history/history.h"
#include "ui/history/history_access.h"
#include "ui/history/history_page.h"
#include "ui/kept_run.h"
#include "ui/run/run_controller.h"
#include "ui/run/run_list.h"
#include "ui/widgets/format.h"
#include "ui/widgets/icon.h"
#include "ui/window_actions.h"
#include "ui/window_files.h"

#include <QAction>
#include <QSettings>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr std::chrono::seconds kMostPatience(6); // a bit more than for another program's lock

QString keepKey()
{
    return QStringLiteral("history/keep");
}

} // namespace

WindowHistory::WindowHistory(
    const Parts& parts, std::optional<std::filesystem::path> folder, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_folder(std::move(folder))
    , m_keeping(nullptr)
    , m_opening(nullptr)
{
    makeActions();
    if (!m_folder)
        return;
    m_access = std::make_shared<HistoryAccess>(*m_folder);
    parts.page->setAccess(m_access);
    connectPage();
    connect(parts.runs, &RunList::added, this, &WindowHistory::watch);
}

WindowHistory::~WindowHistory() = default;

void WindowHistory::makeActions()
{
    m_show = new QAction(tr("&History"), this);
    m_show->setIconText(tr("History"));
    m_show->setIcon(iconNamed("history"));
    m_show->setShortcut(tr("Ctrl+H"));
    WindowActions::setHelp(m_show, tr("All runs that were kept: to find, open and run again"));
    connect(m_show, &QAction::triggered, this, &WindowHistory::wanted);
    m_keep = new QAction(tr("&Keep runs in the history"), this);
    m_keep->setCheckable(true);
    WindowActions::setHelp(m_keep,
        tr("Each run that ends is kept with its answer and its events, until you delete it"));
    m_keep->setChecked(m_folder && QSettings().value(keepKey(), true).toBool());
    connect(m_keep, &QAction::triggered, this, [](bool keeps) {
        QSettings().setValue(keepKey(), keeps);
    });
    const QString whyNot = m_folder
        ? QString()
        : tr("There is no history: INTERLEAVE_HISTORY is \"off\", or there is no folder for data.");
    for (QAction* action : {m_show, m_keep})
        offer(*action, whyNot);
}

void WindowHistory::connectPage()
{
    const HistoryPage* page = m_parts.page;
    connect(page, &HistoryPage::openRequested, this, &WindowHistory::open);
    connect(page, &HistoryPage::runAgainRequested, this, [this](const Experiment& experiment) {
        if (m_parts.controller->running())
            Q_EMIT warned(tr("A run goes on: the form takes another one when that has ended"));
        else
            Q_EMIT formWanted(experiment);
    });
    connect(page, &HistoryPage::warned, this, &WindowHistory::warned);
    connect(page, &HistoryPage::renamed, this, [this](std::int64_t id, const QString& name) {
        for (const auto& run : m_parts.runs->runs()) {
            if (run->kept() == id)
                run->setName(name);
        }
    });
    connect(page, &HistoryPage::removed, this, [this](const std::vector<std::int64_t>& ids) {
        setKept(ids, false);
    });
    connect(page, &HistoryPage::restored, this, [this](const std::vector<std::int64_t>& ids) {
        setKept(ids, true);
    });
}

void WindowHistory::watch(const std::shared_ptr<Run>& run)
{
    for (const auto over : {&Run::ended, &Run::failed})
        connect(run.get(), over, this, [this, weak = std::weak_ptr(run)] {
            if (const auto ended = weak.lock())
                keep(ended);
        });
    connect(run.get(), &Run::renamed, this, [this, weak = std::weak_ptr(run)] {
        const auto renamed = weak.lock();
        if (!renamed || !renamed->kept())
            return;
        m_access->ask<void>([id = *renamed->kept(), name = renamed->name().toStdString()](
                                History& history) { return history.rename(id, name); },
            [this](const Result<void, HistoryError>& changed) {
                if (!changed)
                    Q_EMIT warned(QString::fromStdString(changed.error().message));
            });
    });
}

void WindowHistory::keep(const std::shared_ptr<Run>& run)
{
    if (!m_keep->isChecked() || !run->canBeSaved() || !run->content().result)
        return;
    m_keeping.add([this,
                      folder = *m_folder,
                      weak = std::weak_ptr(run),
                      content = run->content(),
                      name = run->name()] {
        auto kept = keepInHistory(folder, content, name);
        return InTurn::Then([this, weak, kept = std::move(kept)] { takeKept(weak, kept); });
    });
}

void WindowHistory::takeKept(
    const std::weak_ptr<Run>& weak, const Result<KeptRun, HistoryError>& kept)
{
    if (!kept) {
        Q_EMIT warned(tr("The run is not in the history: %1")
                          .arg(QString::fromStdString(kept.error().message)));
        return;
    }
    if (const auto run = weak.lock(); run && kept->whole)
        run->setKept(kept->id);
    if (!kept->whole)
        Q_EMIT warned(tr("The run is in the history without its events: there is room for %1 of "
                         "all runs; delete some, or save the run")
                          .arg(formatBytes(static_cast<double>(kMostKeptBytes))));
    m_parts.page->refresh();
}

// One that is shown already comes to the front.
void WindowHistory::open(const HistoryRun& kept)
{
    for (const auto& run : m_parts.runs->runs()) {
        if (run->kept() == kept.id) {
            m_parts.runs->show(run);
            Q_EMIT opened();
            return;
        }
    }
    m_opening.add([this, folder = *m_folder, kept] {
        auto content = readKept(folder, kept);
        return InTurn::Then(
            [this, kept, content = std::move(content)] { addOpened(kept, content); });
    });
}

void WindowHistory::addOpened(
    const HistoryRun& kept, const tl::expected<FileContent, QString>& content)
{
    const OpenedRun* read = content ? std::get_if<OpenedRun>(&*content) : nullptr;
    const bool isAnother = read != nullptr && read->content.result
        && read->content.result->startedMs != 0
        && read->content.result->startedMs != kept.startedMs;
    if (read == nullptr || isAnother) {
        Q_EMIT warned(content ? tr("The file of this run holds another one; it can be run again")
                              : content.error());
        return;
    }
    RunContent named = read->content;
    named.name = QString::fromStdString(kept.name);
    const auto run = std::make_shared<Run>(named);
    run->setKept(kept.id);
    if (!m_parts.controller->running())
        m_parts.files->fillForm(run->form());
    m_parts.runs->add(run);
    Q_EMIT opened();
    if (!read->problem.isEmpty())
        Q_EMIT warned(read->problem);
}

// What is deleted there and still shown here can be lost.
void WindowHistory::setKept(const std::vector<std::int64_t>& ids, bool there)
{
    for (const std::int64_t id : ids) {
        if (there) {
            for (const auto& [gone, weak] : m_gone) {
                if (const auto run = weak.lock(); run && gone == id)
                    run->setKept(id);
            }
            std::erase_if(m_gone, [id](const auto& each) { return each.first == id; });
            continue;
        }
        for (const auto& run : m_parts.runs->runs()) {
            if (run->kept() != id)
                continue;
            run->setKept(std::nullopt);
            m_gone.emplace_back(id, run);
        }
    }
}

void WindowHistory::finish()
{
    (void)m_keeping.finish(kMostPatience);
    if (m_access)
        (void)m_access->finish(kMostPatience);
}

} // namespace interleave::ui
