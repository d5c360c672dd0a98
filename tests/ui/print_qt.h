// Qt's texts as GoogleTest prints them.
#pragma once

#include <QString>

#include <ostream>

// GoogleTest looks for this name.
// NOLINTNEXTLINE(readability-identifier-naming)
inline void PrintTo(const QString& text, std::ostream* out)
{
    *out << '"' << text.toStdString() << '"';
}
