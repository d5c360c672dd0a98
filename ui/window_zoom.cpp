#include "ui/window_zoom.h"

#include "ui/widgets/application_font.h"
#include "ui/widgets/yielding_area.h"

#include <QAction>
#include <QApplication>
#include <QEvent>
#include <QFontInfo>
#include <QKeySequence>
#include <QMainWindow>
#include <QMenuBar>
#include <QScreen>
#include <QSettings>
#include <QToolBar>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace interleave::ui {

namespace {

constexpr std::array kSteps{0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0};
constexpr double kForTheBackRow = 1.75;
constexpr double kFiner = 0.98; // than the ratio says: letters have whole pixels
constexpr int kMostRounds = 4; // of layouts

QString settingsKey()
{
    return QStringLiteral("window/zoom");
}

// Sizes are asked for by posted events, which wait for nothing but their turn.
void layOut()
{
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
}

// All of it, also where a part would yield and scroll.
QSize leastOf(const QWidget& content)
{
    QSize least = content.minimumSizeHint();
    for (const YieldingArea* area : content.findChildren<YieldingArea*>())
        least = least.expandedTo({area->leastWidth(), area->widget()->minimumSizeHint().height()});
    return least;
}

} // namespace

WindowZoom::WindowZoom(QMainWindow* window)
    : QObject(window)
    , m_window(window)
    , m_base(QApplication::font())
{
    const QKeySequence plain(Qt::CTRL | Qt::Key_Equal); // the key that has + with Shift
    connect(addAction(tr("&Larger"), {tr("Ctrl++"), plain}), &QAction::triggered, this, [this] {
        step(1);
    });
    connect(
        addAction(tr("S&maller"), {tr("Ctrl+-")}), &QAction::triggered, this, [this] { step(-1); });
    connect(addAction(tr("&Usual size"), {tr("Ctrl+0")}), &QAction::triggered, this, [this] {
        setFactor(1);
    });
    QAction* present = addAction(tr("&Presentation"), {tr("F11")});
    present->setCheckable(true);
    connect(present, &QAction::toggled, this, &WindowZoom::setPresenting);
    window->installEventFilter(this);
    setFactor(QSettings().value(settingsKey(), 1.0).toDouble());
}

WindowZoom::~WindowZoom()
{
    if (QApplication::font() != m_base)
        setApplicationFont(m_base);
}

QAction* WindowZoom::addAction(const QString& text, const QList<QKeySequence>& keys)
{
    auto* action = new QAction(text, this);
    action->setShortcuts(keys);
    m_actions.append(action);
    return action;
}

void WindowZoom::setFactor(double factor)
{
    m_factor = std::clamp(factor, kSteps.front(), kSteps.back());
    QSettings().setValue(settingsKey(), m_factor);
    apply();
}

void WindowZoom::step(int steps)
{
    const auto nearest = std::ranges::min_element(
        kSteps, {}, [this](double each) { return std::abs(each - m_factor); });
    const auto last = static_cast<std::ptrdiff_t>(kSteps.size()) - 1;
    const auto place = std::clamp(nearest - kSteps.begin() + steps, std::ptrdiff_t{0}, last);
    setFactor(kSteps[static_cast<std::size_t>(place)]);
}

void WindowZoom::apply() const
{
    const QFont font = fontFor(m_factor * m_more);
    if (font != QApplication::font())
        setApplicationFont(font);
}

QFont WindowZoom::fontFor(double factor) const
{
    if (factor == 1)
        return m_base;
    QFont font = m_base;
    font.setPointSizeF(QFontInfo(m_base).pointSizeF() * factor);
    return font;
}

void WindowZoom::keepShortcuts()
{
    for (QAction* action : m_window->findChildren<QAction*>()) {
        if (!action->shortcut().isEmpty() && action->shortcutContext() == Qt::WindowShortcut)
            m_window->addAction(action);
    }
}

// How much of the screen the content leaves free, or needs more than there is: below 1 it does not
// fit. What is laid out may ask for another round.
double WindowZoom::roomForMore() const
{
    const QSizeF room = m_window->screen()->size();
    QSize needed;
    for (int round = 0; round < kMostRounds; ++round) {
        layOut();
        if (needed == std::exchange(needed, leastOf(*m_window->centralWidget())))
            break;
    }
    return std::min(room.width() / needed.width(), room.height() / needed.height());
}

// One try, as each lays out the whole window: what a layout needs grows with the font, and not all
// of it does. Where it needs more, that is seen when it comes.
void WindowZoom::fitTo(double wanted)
{
    m_more = largerBy(roomForMore(), wanted);
    apply();
}

double WindowZoom::largerBy(double room, double wanted) const
{
    return std::clamp(m_more * room * kFiner, 1.0, wanted);
}

// Until it fits, or is as small as usual.
void WindowZoom::shrinkToFit()
{
    m_looksAgain = false;
    if (!m_presenting || m_more <= 1)
        return;
    if (const double room = roomForMore(); room < 1) {
        m_more = largerBy(room, m_more);
        apply();
    }
}

void WindowZoom::setPresenting(bool presenting)
{
    if (presenting == m_presenting)
        return;
    m_presenting = presenting;
    m_actions.back()->setChecked(presenting);
    if (presenting) {
        keepSplits();
        keepShortcuts();
        hideParts();
        for (const YieldingArea* area : m_window->findChildren<YieldingArea*>())
            area->widget()->installEventFilter(this);
    }
    Q_EMIT presentingChanged(presenting);
    if (presenting) {
        fitTo(kForTheBackRow);
    } else {
        m_more = 1;
        apply();
    }
    m_window->setWindowState(m_window->windowState().setFlag(Qt::WindowFullScreen, presenting));
    if (presenting)
        return;
    showParts();
    if (m_window->size() == m_sizeBefore)
        restoreSplits();
}

void WindowZoom::fitPresentation()
{
    if (m_presenting)
        fitTo(kForTheBackRow);
}

void WindowZoom::hideParts()
{
    QList<QPointer<QWidget>> parts = m_parts;
    parts.append(m_window->menuBar());
    for (QToolBar* bar : m_window->findChildren<QToolBar*>())
        parts.append(bar);
    for (const auto& part : parts) {
        if (part == nullptr || part->isHidden())
            continue;
        part->hide();
        m_hidden.append(part);
    }
}

void WindowZoom::showParts()
{
    for (const auto& part : std::exchange(m_hidden, {})) {
        if (part != nullptr)
            part->show();
    }
}

void WindowZoom::keepSplits()
{
    m_splits.clear();
    m_sizeBefore = m_window->size();
    for (QSplitter* splitter : m_window->findChildren<QSplitter*>())
        m_splits.append({splitter, splitter->sizes()});
}

// What was hidden then had no size, and would come back without one.
bool WindowZoom::hasSameParts(const Split& split)
{
    for (int i = 0; i < split.splitter->count() && i < split.sizes.size(); ++i) {
        if (split.splitter->widget(i)->isHidden() != (split.sizes[i] == 0))
            return false;
    }
    return true;
}

// A larger type and a larger screen have moved what the user had set.
void WindowZoom::restoreSplits()
{
    layOut();
    for (const Split& split : std::exchange(m_splits, {})) {
        if (split.splitter != nullptr && split.splitter->isVisible() && hasSameParts(split))
            split.splitter->setSizes(split.sizes);
    }
}

// The desktop gives the window its size back when it likes, and what is shown may need more room
// later: sentences come, figures are found.
bool WindowZoom::eventFilter(QObject* watched, QEvent* event)
{
    const bool isBack = watched == m_window && event->type() == QEvent::Resize && !m_presenting
        && !m_splits.isEmpty() && m_window->size() == m_sizeBefore;
    if (isBack)
        QMetaObject::invokeMethod(this, &WindowZoom::restoreSplits, Qt::QueuedConnection);
    const bool needsMore = watched != m_window && event->type() == QEvent::LayoutRequest
        && m_presenting && !std::exchange(m_looksAgain, true);
    if (needsMore)
        QMetaObject::invokeMethod(this, &WindowZoom::shrinkToFit, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

} // namespace interleave::ui
