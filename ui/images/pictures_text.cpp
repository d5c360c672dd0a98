#include "ui/images/pictures_text.h"

#include "ui/widgets/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace interleave::ui {

namespace {

struct PicturesText
{
    Q_DECLARE_TR_FUNCTIONS(PicturesText)
};

} // namespace

QString doneSentence(const PictureCounts& counts, std::size_t pictures)
{
    const int plural = pluralOf(pictures);
    const QString done = formatCount(counts.done);
    const QString all = formatCount(pictures);
    const QString failed = formatCount(counts.failed);
    const QString inWork = formatCount(counts.inWork);
    if (counts.failed > 0 && counts.inWork > 0)
        return PicturesText::tr(
            "%1 of %2 picture(s) are done, %3 failed, %4 in work", nullptr, plural)
            .arg(done, all, failed, inWork);
    if (counts.failed > 0)
        return PicturesText::tr("%1 of %2 picture(s) are done, %3 failed", nullptr, plural)
            .arg(done, all, failed);
    if (counts.inWork > 0)
        return PicturesText::tr("%1 of %2 picture(s) are done, %3 in work", nullptr, plural)
            .arg(done, all, inWork);
    return PicturesText::tr("%1 of %2 picture(s) are done", nullptr, plural).arg(done, all);
}

QString progressSentence(const PictureStates& states, const std::optional<PictureAccount>& account)
{
    if (account && account->total > 0) {
        // In strips a trial that was stopped does not know which have failed.
        const std::size_t failed = std::max<std::size_t>(account->failed, states.counts().failed);
        return doneSentence({.done = account->filtered, .failed = failed}, account->total);
    }
    if (states.size() < states.all())
        return PicturesText::tr("%1, of those that are listed")
            .arg(doneSentence(states.counts(), states.size()));
    if (states.size() > 0)
        return doneSentence(states.counts(), states.size());
    if (account)
        return PicturesText::tr("No picture was left to do");
    return states.finished() ? PicturesText::tr("No picture was begun")
                             : PicturesText::tr("The pictures are being looked for");
}

QString timesSentence(const PictureTimes& times)
{
    const auto inWords = [](std::uint64_t ns) { return formatDuration(static_cast<double>(ns)); };
    const QString decoded = inWords(times.decodeNs);
    const QString filtered = inWords(times.filterNs);
    return times.encodeNs == 0
        ? PicturesText::tr("decoded in %1, filtered in %2").arg(decoded, filtered)
        : PicturesText::tr("decoded in %1, filtered in %2, encoded in %3")
              .arg(decoded, filtered, inWords(times.encodeNs));
}

QString withoutName(const QString& reason, const QString& name)
{
    const QString before = name.section(QLatin1Char('/'), -1) % QStringLiteral(": ");
    return reason.startsWith(before) ? reason.mid(before.size()) : reason;
}

QString reducedSentence(const ShownPicture& picture)
{
    if (picture.full == picture.image.size())
        return PicturesText::tr("It has %1 by %2 pixels.")
            .arg(formatCount(picture.full.width()), formatCount(picture.full.height()));
    return PicturesText::tr("It has %1 by %2 pixels and is shown with %3 by %4.")
        .arg(formatCount(picture.full.width()),
            formatCount(picture.full.height()),
            formatCount(picture.image.width()),
            formatCount(picture.image.height()));
}

QString resultSizeSentence(const ShownPicture& result)
{
    return PicturesText::tr("The result has %1 by %2.")
        .arg(formatCount(result.full.width()), formatCount(result.full.height()));
}

QString differenceSentence(const ShownPicture& difference)
{
    const auto pixels = static_cast<std::int64_t>(difference.full.width())
        * static_cast<std::int64_t>(difference.full.height());
    if (difference.differing == 0)
        return PicturesText::tr("No difference: all %1 pixel(s) are what one process makes of the "
                                "whole picture.",
            nullptr,
            pluralOf(pixels))
            .arg(formatCount(pixels));
    return PicturesText::tr("%1 of %2 pixel(s) differ from what one process makes of the whole "
                            "picture, by up to %3 of 255; the brightest are where it is most.",
        nullptr,
        pluralOf(pixels))
        .arg(formatCount(difference.differing),
            formatCount(pixels),
            formatCount(difference.largest));
}

} // namespace interleave::ui
