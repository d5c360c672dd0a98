// Text where less of it may have room: of its statements as many as do, and never half of a figure.
#pragma once

#include <QStringList>

#include <functional>

class QFont;

namespace interleave::ui {

/// The most of `text` that ends between two of its statements and fits, with "…" behind it; empty:
/// nothing does.
[[nodiscard]] QString shortened(
    const QString& text, const std::function<bool(const QString& said)>& fits);

/// `text` in lines of `width`, `most` at most. Of one statement that has no room as many letters
/// are said as have.
[[nodiscard]] QStringList wrappedLines(const QString& text, const QFont& font, int width, int most);

} // namespace interleave::ui
