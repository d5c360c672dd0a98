#include "ui/images/pictures_note.h"

#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QStringList>

namespace interleave::ui {

namespace {

struct PicturesNote
{
    Q_DECLARE_TR_FUNCTIONS(PicturesNote)
};

QString othersSentence(const GalleryFacts& facts)
{
    if (facts.goesOn)
        return PicturesNote::tr("The run went on with a batch: which pictures were left for it is "
                                "not known any more.");
    return PicturesNote::tr("The folder has %1 picture(s) now and the run had %2: which is which "
                            "is not known any more.",
        nullptr,
        pluralOf(*facts.foundOthers))
        .arg(formatCount(*facts.foundOthers), formatCount(facts.pictures));
}

QString filesSentence(ResultFiles files)
{
    switch (files) {
    case ResultFiles::Others:
        return PicturesNote::tr("Others of those that are compared wrote results into the same "
                                "files: the originals are shown.");
    case ResultFiles::Alike:
        return PicturesNote::tr("All that are compared wrote their results into the same files: "
                                "whose one is, and so its difference, is not known.");
    case ResultFiles::Own:
        break;
    }
    return {};
}

} // namespace

GalleryNote noteOn(const GalleryFacts& facts)
{
    if (!facts.problem.isEmpty())
        return {NoteKind::Problem,
            PicturesNote::tr("The pictures cannot be shown: %1.").arg(facts.problem)};
    QStringList sentences{facts.missing};
    if (facts.notListed > 0)
        sentences << PicturesNote::tr("The first %1 are listed; %2 more picture(s) are not.",
            nullptr,
            pluralOf(facts.notListed))
                         .arg(formatCount(facts.pictures - facts.notListed),
                             formatCount(facts.notListed));
    if (facts.foundOthers)
        sentences << othersSentence(facts);
    if (facts.listIsNow)
        sentences << PicturesNote::tr(
            "The pictures and their names are those that the folder has now.");
    sentences << filesSentence(facts.files);
    sentences.removeAll(QString());
    const bool warns
        = !facts.missing.isEmpty() || facts.foundOthers || facts.files == ResultFiles::Others;
    return {warns ? NoteKind::Warning : NoteKind::Hint, sentences.join(QLatin1Char(' '))};
}

} // namespace interleave::ui
