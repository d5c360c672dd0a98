#include "tests/pictures/stage.h"

#include "ui/config/experiment_form.h"
#include "ui/config/form_section.h"
#include "ui/keys_dialog.h"
#include "ui/main_window.h"
#include "ui/run/run_controller.h"
#include "ui/run/run_list.h"
#include "ui/views/run_page.h"
#include "ui/widgets/number_table.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QScreen>
#include <QTest>

#include <array>
#include <stdexcept>

namespace interleave::ui {

namespace {

constexpr int kPatienceMs = 20'000;

struct Look
{
    Theme theme;
    const char* name;
};
constexpr std::array kLooks{Look{Theme::Light, "light"}, Look{Theme::Dark, "dark"}};
constexpr std::array kSizes{QSize(800, 600), QSize(1024, 768), QSize(1280, 800), QSize(1920, 1080)};

// One that is disabled does nothing, and what it was to bring would be waited for in vain.
void triggerPossible(QAction& action)
{
    if (!action.isEnabled())
        throw std::runtime_error("the window does not offer " + action.text().toStdString());
    action.trigger();
}

} // namespace

Stage::Stage(QString folder, std::filesystem::path engine)
    : m_folder(std::move(folder))
    , m_engine(std::move(engine))
{
}

Stage::~Stage() = default;

void Stage::open()
{
    open(m_engine);
}

void Stage::open(const std::filesystem::path& engine)
{
    m_window = std::make_unique<MainWindow>(WindowOptions{.engineProgram = engine,
        .storeFile = m_home.filePath(QStringLiteral("none.json")).toStdString(),
        .historyFolder = m_history,
        .prompts = {.open = [this](QWidget*) { return m_answer; },
            .save = [this](QWidget*, const QString&) { return m_answer; },
            .saveRun = [this](QWidget*, const QString&) { return m_answer; }},
        .mayRun = [](QWidget*, const BroughtPrograms&) { return true; }});
    m_live = {};
    QObject::connect(
        m_window->findChild<RunList*>(),
        &RunList::added,
        m_window.get(),
        [this](const std::shared_ptr<Run>& added) {
            const Run* run = added.get();
            QObject::connect(
                run, &Run::liveUpdated, m_window.get(), [this](const LiveSnapshot& live) {
                    m_live = live;
                });
        },
        Qt::DirectConnection);
    setExperiment({});
    m_window->show();
}

void Stage::setExperiment(const Experiment& experiment)
{
    m_window->findChild<ExperimentForm*>()->setExperiment(experiment);
}

void Stage::trigger(const QString& action)
{
    for (QAction* each : m_window->findChildren<QAction*>()) {
        if (each->text() == action && each->menu() == nullptr)
            return triggerPossible(*each);
    }
    throw std::runtime_error("the window has no action " + action.toStdString());
}

RunPage& Stage::runPage() const
{
    return *m_window->findChild<RunPage*>();
}

void Stage::type(const QString& field, const QString& text)
{
    auto* edit = m_window->findChild<FieldRow*>(field)->findChild<QLineEdit*>();
    edit->selectAll();
    QTest::keyClicks(edit, text);
}

void Stage::openSections()
{
    for (FormSection* section : m_window->findChildren<FormSection*>())
        section->unfold();
}

void Stage::run(const Experiment& experiment)
{
    m_live = {};
    setExperiment(experiment);
    trigger(QStringLiteral("&Run"));
}

void Stage::runToEnd(const Experiment& experiment)
{
    run(experiment);
    waitForEnd();
}

void Stage::waitForEnd()
{
    waitUntil(QStringLiteral("the end of the run"), [this] { return !running(); });
}

void Stage::waitUntil(const QString& what, const std::function<bool()>& condition)
{
    if (!QTest::qWaitFor(condition, kPatienceMs))
        throw std::runtime_error("waited in vain for " + what.toStdString());
}

bool Stage::running() const
{
    return m_window->findChild<RunController*>()->running();
}

// Layouts ask for further rounds where a text that wraps changed its height, and charts for one
// more. What runs never comes to rest.
QImage Stage::settledPicture()
{
    constexpr int kMostRounds = 8;
    QImage picture;
    for (int round = 0; round < kMostRounds; ++round) {
        QCoreApplication::processEvents();
        const QImage earlier = std::exchange(picture, m_window->grab().toImage());
        if (picture == earlier)
            break;
    }
    return picture;
}

void Stage::save(const QImage& picture, const QString& state, const char* look) const
{
    const QString file = QStringLiteral("%1/%2-%3-%4x%5.png")
                             .arg(m_folder, state, QLatin1String(look))
                             .arg(picture.width())
                             .arg(picture.height());
    if (!picture.save(file))
        throw std::runtime_error("cannot write " + file.toStdString());
}

void Stage::photograph(const QString& state)
{
    for (const Look& look : kLooks) {
        applyTheme(look.theme);
        for (const QSize size : kSizes) {
            m_window->resize(size);
            save(settledPicture(), state, look.name);
        }
    }
}

void Stage::photographPresentation(const QString& state)
{
    const QString present = QStringLiteral("&Presentation");
    for (QScreen* screen : QGuiApplication::screens()) {
        moveTo(screen);
        for (const Look& look : kLooks) {
            applyTheme(look.theme);
            trigger(present);
            save(settledPicture(), state, look.name);
            trigger(present);
        }
    }
    moveTo(QGuiApplication::primaryScreen());
}

void Stage::moveTo(QScreen* screen)
{
    m_window->hide();
    m_window->setScreen(screen);
    m_window->show();
    QCoreApplication::processEvents();
}

void Stage::photographKeys(const QString& state)
{
    trigger(QStringLiteral("&Keys"));
    auto* keys = m_window->findChild<KeysDialog*>();
    for (const Look& look : kLooks) {
        applyTheme(look.theme);
        QCoreApplication::processEvents();
        save(keys->grab().toImage(), state, look.name);
    }
    keys->close();
}

void Stage::photographTable(const QString& title, const QString& state)
{
    for (TableButton* button : m_window->findChildren<TableButton*>()) {
        if (!button->isVisible() || !button->accessibleName().endsWith(title))
            continue;
        button->click();
        auto* dialog = button->findChild<TableDialog*>();
        for (const Look& look : kLooks) {
            applyTheme(look.theme);
            QCoreApplication::processEvents();
            save(dialog->grab().toImage(), QStringLiteral("table-") % state, look.name);
        }
        dialog->close();
        return;
    }
    throw std::runtime_error("no table is offered for " + title.toStdString());
}

} // namespace interleave::ui
