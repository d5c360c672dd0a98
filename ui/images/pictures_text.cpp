#include "ui/images/pictures_text.h"

#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QStringList>

namespace interleave::ui {

namespace {

struct PicturesText
{
    Q_DECLARE_TR_FUNCTIONS(PicturesText)
};

} // namespace

QString doneSentence(const PictureCounts& counts, std::size_t pictures)
{
    QStringList parts{PicturesText::tr("%1 of %2 picture(s) are done", nullptr, pluralOf(pictures))
                          .arg(formatCount(counts.done), formatCount(pictures))};
    if (counts.failed > 0)
        parts << PicturesText::tr("%1 failed").arg(formatCount(counts.failed));
    if (counts.inWork > 0)
        parts << PicturesText::tr("%1 in work").arg(formatCount(counts.inWork));
    return parts.join(PicturesText::tr(", "));
}

QString withoutName(const QString& reason, const QString& name)
{
    const QString before = name % QStringLiteral(": ");
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

QString differenceSentence(const ShownPicture& difference, bool resultsLose)
{
    const auto pixels = static_cast<std::int64_t>(difference.full.width())
        * static_cast<std::int64_t>(difference.full.height());
    if (difference.differing == 0)
        return PicturesText::tr("No difference: all %1 pixel(s) are what one process makes of the "
                                "whole picture.",
            nullptr,
            pluralOf(pixels))
            .arg(formatCount(pixels));
    const QString sentence
        = PicturesText::tr("%1 of %2 pixel(s) differ from what one process makes of the whole "
                           "picture, by up to %3 of 255; the brightest are where it is most.",
            nullptr,
            pluralOf(pixels))
              .arg(formatCount(difference.differing),
                  formatCount(pixels),
                  formatCount(difference.largest));
    return resultsLose
        ? PicturesText::tr("%1 The format of the result does not keep every value: what that "
                           "changed is among it.")
              .arg(sentence)
        : sentence;
}

} // namespace interleave::ui
