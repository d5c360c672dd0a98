#include "ui/race/probe_text.h"

#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <cmath>

namespace interleave::ui {

namespace {

constexpr int kDigits = 2;

QString tr(const char* text)
{
    return QCoreApplication::translate("ProbeText", text);
}

QString ratioText(const QString& who, const Ratio& ratio)
{
    if (!ratio.defined)
        return tr("%1 trials cannot be compared: no bare trial lost anything").arg(who);
    if (std::isinf(ratio.ratio))
        return tr("%1 trials lost updates, bare ones none").arg(who);
    const QString high
        = std::isinf(ratio.high) ? tr("no limit") : formatNumber(ratio.high, kDigits);
    return tr("%1 trials lost %2 times as much (%3 to %4)")
        .arg(who, formatNumber(ratio.ratio, kDigits), formatNumber(ratio.low, kDigits), high);
}

} // namespace

QString probeSentence(const ProbeEffect& probe)
{
    const QString tagged = ratioText(tr("tagged"), probe.tagged);
    const QString logged = ratioText(tr("logged"), probe.logged);
    if (!probe.tagged.defined && !probe.logged.defined)
        return tr("Nothing was lost in bare trials, so what watching changes cannot be said");
    QStringList changed;
    if (probe.logged.excludesOne())
        changed << logged;
    if (probe.tagged.excludesOne())
        changed << tagged;
    if (!changed.isEmpty())
        return tr("Watching changed this run: %1").arg(changed.join(tr("; ")));
    return tr("No change by watching is seen: %1; %2").arg(logged, tagged);
}

QString watchTitle(Watch watch)
{
    switch (watch) {
    case Watch::Bare:
        return tr("bare");
    case Watch::Tagged:
        return tr("tagged");
    case Watch::Logged:
        return tr("logged");
    }
    return {};
}

} // namespace interleave::ui
