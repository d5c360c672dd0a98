#include "ui/config/left_out_text.h"

#include "core/base/printable.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QStringList>

namespace interleave::ui {

namespace {

struct LeftOutText
{
    Q_DECLARE_TR_FUNCTIONS(LeftOutText)
};

QString linksText(std::size_t links)
{
    return LeftOutText::tr(
        "%1 link(s) to a file outside of the input folder, which workers may not read",
        nullptr,
        pluralOf(links))
        .arg(formatCount(links));
}

QString linkedFoldersText(std::size_t folders)
{
    return LeftOutText::tr(
        "%1 link(s) to a folder, which is not followed", nullptr, pluralOf(folders))
        .arg(formatCount(folders));
}

QString hiddenText(std::size_t pictures)
{
    return LeftOutText::tr("%1 hidden file(s) called like a picture", nullptr, pluralOf(pictures))
        .arg(formatCount(pictures));
}

QString hiddenFoldersText(std::size_t folders)
{
    return LeftOutText::tr("%1 hidden folder(s)", nullptr, pluralOf(folders))
        .arg(formatCount(folders));
}

QString closedFoldersText(std::size_t folders)
{
    return LeftOutText::tr("%1 folder(s) that cannot be read", nullptr, pluralOf(folders))
        .arg(formatCount(folders));
}

// Files that are no pictures, and how many of each ending.
QString endingsText(const std::map<std::string, std::size_t>& endings)
{
    std::size_t files = 0;
    QStringList each;
    for (const auto& [ending, count] : endings) {
        files += count;
        each << LeftOutText::tr("%1 %2", "how many, of which ending")
                    .arg(formatCount(count),
                        ending.empty() ? LeftOutText::tr("without an ending")
                                       : QString::fromStdString(printable(ending)));
    }
    return LeftOutText::tr(
        "%1 file(s) that are no picture of a known format (%2)", nullptr, pluralOf(files))
        .arg(formatCount(files), each.join(LeftOutText::tr(", ")));
}

} // namespace

QString leftOutText(const LeftOut& leftOut)
{
    QStringList parts;
    const auto add = [&parts](std::size_t count, QString (*text)(std::size_t)) {
        if (count > 0)
            parts << text(count);
    };
    add(leftOut.links, linksText);
    add(leftOut.linkedFolders, linkedFoldersText);
    add(leftOut.closedFolders, closedFoldersText);
    add(leftOut.hidden, hiddenText);
    add(leftOut.hiddenFolders, hiddenFoldersText);
    if (!leftOut.endings.empty())
        parts << endingsText(leftOut.endings);
    return parts.join(LeftOutText::tr(", "));
}

} // namespace interleave::ui
