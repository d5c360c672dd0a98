#include "ui/widgets/core_bars.h"

#include "ui/widgets/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr std::uint64_t kSamplerNs = 50'000'000; // kTickNs of the engine

struct CoreBarsText
{
    Q_DECLARE_TR_FUNCTIONS(CoreBarsText)
};

} // namespace

std::vector<BarRow> coreBars(const std::vector<CoreResult>& cores, Meaning run, BarStyle style)
{
    std::vector<BarRow> rows;
    for (const CoreResult& core : cores) {
        const double others = std::max(0.0, core.utilisation.value_or(core.run) - core.run);
        rows.push_back({.label = CoreBarsText::tr("core %1").arg(core.core),
            .segments = {{.length = core.run, .meaning = run, .style = style}, {.length = others}},
            .value = formatPercent(core.run)});
    }
    return rows;
}

std::vector<LegendEntry> legendOfCoreBars(Meaning run, BarStyle style)
{
    const Swatch swatch = style == BarStyle::Outlined ? Swatch::Outlined : Swatch::Area;
    return {{CoreBarsText::tr("this run (the number)"), run, swatch},
        {CoreBarsText::tr("all others on the core"), std::nullopt, Swatch::Neutral}};
}

QString whyNoSamples(std::uint64_t wallNs)
{
    if (wallNs >= 2 * kSamplerNs)
        return CoreBarsText::tr("No samples of this run are at hand; the bars show the whole run.");
    return CoreBarsText::tr(
        "It took %1, too short for the %2 sampler; the bars show the whole run.")
        .arg(formatDuration(wallNs), formatDuration(kSamplerNs, 2));
}

} // namespace interleave::ui
