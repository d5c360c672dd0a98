#include "ui/widgets/named_path.h"

#include <QFile>

namespace interleave::ui {

namespace {

namespace fs = std::filesystem;

QString nameOfPart(const fs::path& part)
{
    return QFile::decodeName(QByteArray::fromStdString(part.string()));
}

// `folder` / `part` where none or several are called so.
fs::path onlyOneCalled(const fs::path& part, const fs::path& folder)
{
    const QString wanted = nameOfPart(part);
    fs::path found;
    std::error_code failed;
    for (fs::directory_iterator it(folder.empty() ? fs::path(".") : folder, failed), end;
         !failed && it != end;
         it.increment(failed)) {
        if (nameOfPart(it->path().filename()) != wanted)
            continue;
        if (!found.empty())
            return folder / part;
        found = it->path().filename();
    }
    return folder / (found.empty() ? part : found);
}

} // namespace

fs::path pathOf(const QString& name)
{
    fs::path path(QFile::encodeName(name).toStdString());
    if (!name.contains(QChar::ReplacementCharacter))
        return path;
    fs::path found;
    for (const fs::path& part : path) {
        std::error_code failed;
        const bool exists = fs::exists(fs::symlink_status(found / part, failed));
        found = exists ? found / part : onlyOneCalled(part, found);
    }
    return found;
}

} // namespace interleave::ui
