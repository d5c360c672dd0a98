#include "ui/models/samples_note.h"

#include "ui/widgets/format.h"

#include <QCoreApplication>

namespace interleave::ui {

namespace {

struct SamplesNoteText
{
    Q_DECLARE_TR_FUNCTIONS(SamplesNoteText)
};

QString samplesText(std::span<const double> seconds)
{
    const double every = seconds.back() / static_cast<double>(seconds.size());
    return SamplesNoteText::tr("%1 sample(s), one every %2.", nullptr, pluralOf(seconds.size()))
        .arg(formatCount(seconds.size()), formatDuration(every * 1e9, 2));
}

} // namespace

QString samplesNote(std::span<const double> seconds, std::size_t points)
{
    if (seconds.empty())
        return {};
    const QString samples = samplesText(seconds);
    return points >= seconds.size()
        ? samples
        : SamplesNoteText::tr(
            "%1 Drawn as %2 point(s): the lowest and the highest.", nullptr, pluralOf(points))
              .arg(samples, formatCount(points));
}

QString samplesInColumnsNote(std::span<const double> seconds, std::size_t columns)
{
    if (seconds.empty())
        return {};
    const QString samples = samplesText(seconds);
    return columns >= seconds.size()
        ? samples
        : SamplesNoteText::tr("%1 Drawn in %2 column(s): each has the highest of its samples.",
            nullptr,
            pluralOf(columns))
              .arg(samples, formatCount(columns));
}

} // namespace interleave::ui
