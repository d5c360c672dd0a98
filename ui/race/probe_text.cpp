#include "ui/race/probe_text.h"

#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <cmath>

namespace interleave::ui {

namespace {

constexpr int kDigits = 2;

struct ProbeText
{
    Q_DECLARE_TR_FUNCTIONS(ProbeText)
};

QString ratioText(const QString& who, const Ratio& ratio, bool ofOneTrial)
{
    if (!ratio.defined)
        return ProbeText::tr("%1 trials cannot be compared: no bare trial lost anything").arg(who);
    if (std::isinf(ratio.ratio))
        return ProbeText::tr("%1 trials lost updates, bare ones none").arg(who);
    if (ofOneTrial)
        return ProbeText::tr("the %1 one lost %2 times as much")
            .arg(who, formatNumber(ratio.ratio, kDigits));
    const QString high
        = std::isinf(ratio.high) ? ProbeText::tr("no limit") : formatNumber(ratio.high, kDigits);
    return ProbeText::tr("%1 trials lost %2 times as much (%3 to %4)")
        .arg(who, formatNumber(ratio.ratio, kDigits), formatNumber(ratio.low, kDigits), high);
}

} // namespace

QString probeSentence(const ProbeEffect& probe, bool ofOneTrial)
{
    const QString tagged = ratioText(ProbeText::tr("tagged"), probe.tagged, ofOneTrial);
    const QString logged = ratioText(ProbeText::tr("logged"), probe.logged, ofOneTrial);
    if (!probe.tagged.defined && !probe.logged.defined)
        return ProbeText::tr(
            "Nothing was lost in bare trials, so what watching changes cannot be said");
    if (ofOneTrial)
        return ProbeText::tr("In this one trial of each: %1; %2").arg(logged, tagged);
    QStringList changed;
    if (probe.logged.excludesOne())
        changed << logged;
    if (probe.tagged.excludesOne())
        changed << tagged;
    if (!changed.isEmpty())
        return ProbeText::tr("Watching changed this run: %1")
            .arg(changed.join(ProbeText::tr("; ")));
    return ProbeText::tr("No change by watching is seen: %1; %2").arg(logged, tagged);
}

QString probeExplanation()
{
    return ProbeText::tr("Bare trials only add. In tagged ones every store says who made it; in "
                         "logged ones every worker also writes down what it has read.");
}

QString watchTitle(Watch watch)
{
    switch (watch) {
    case Watch::Bare:
        return ProbeText::tr("bare");
    case Watch::Tagged:
        return ProbeText::tr("tagged");
    case Watch::Logged:
        return ProbeText::tr("logged");
    }
    return {};
}

} // namespace interleave::ui
