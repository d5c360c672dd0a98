#include "ui/race/probe_text.h"

#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>
#include <cmath>

namespace interleave::ui {

namespace {

constexpr int kDigits = 2;

struct ProbeText
{
    Q_DECLARE_TR_FUNCTIONS(ProbeText)
};

QString ratioText(const QString& who, const Ratio& ratio, bool hasInterval)
{
    if (!ratio.defined)
        return ProbeText::tr("%1 trials cannot be compared: no bare trial lost anything").arg(who);
    if (std::isinf(ratio.ratio))
        return ProbeText::tr("%1 trials lost updates, bare ones none").arg(who);
    if (!hasInterval)
        return ProbeText::tr("%1 ones lost %2 times as much")
            .arg(who, formatNumber(ratio.ratio, kDigits));
    const QString high
        = std::isinf(ratio.high) ? ProbeText::tr("no limit") : formatNumber(ratio.high, kDigits);
    return ProbeText::tr("%1 trials lost %2 times as much (%3 to %4)")
        .arg(who, formatNumber(ratio.ratio, kDigits), formatNumber(ratio.low, kDigits), high);
}

struct Told
{
    QString text;
    const Ratio* ratio;
    bool hasInterval;
};

QString joined(const std::array<Told, 2>& told, bool (*isMeant)(const Told& each))
{
    QStringList texts;
    for (const Told& each : told) {
        if (isMeant(each))
            texts << each.text;
    }
    return texts.join(ProbeText::tr("; "));
}

// Of the ratios that have an interval; empty where none has one.
QString changeSentence(const std::array<Told, 2>& told)
{
    const QString changed = joined(
        told, [](const Told& each) { return each.hasInterval && each.ratio->excludesOne(); });
    if (!changed.isEmpty())
        return ProbeText::tr("Watching changed this run: %1").arg(changed);
    const QString same = joined(told, [](const Told& each) { return each.hasInterval; });
    return same.isEmpty() ? same : ProbeText::tr("No change by watching is seen: %1").arg(same);
}

} // namespace

bool watchingChanged(const ProbeEffect& probe, const ProbeIntervals& intervals)
{
    return (intervals.logged && probe.logged.excludesOne())
        || (intervals.tagged && probe.tagged.excludesOne());
}

QString probeSentence(const ProbeEffect& probe, const ProbeIntervals& intervals)
{
    if (!probe.tagged.defined && !probe.logged.defined)
        return ProbeText::tr(
            "Nothing was lost in bare trials, so what watching changes cannot be said");
    const auto told = [](const QString& who, const Ratio& ratio, bool hasInterval) {
        return Told{ratioText(who, ratio, hasInterval), &ratio, hasInterval};
    };
    const std::array<Told, 2> both{told(ProbeText::tr("logged"), probe.logged, intervals.logged),
        told(ProbeText::tr("tagged"), probe.tagged, intervals.tagged)};
    const QString ofOne = joined(both, [](const Told& each) { return !each.hasInterval; });
    QStringList sentences{changeSentence(both)};
    if (!ofOne.isEmpty())
        sentences << ProbeText::tr("As far as one trial tells: %1").arg(ofOne);
    sentences.removeAll(QString());
    return sentences.join(QStringLiteral(". "));
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
