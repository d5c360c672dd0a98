// A table as comma-separated values (RFC 4180), with lines before it that say of what it is: they
// begin with #, which R, pandas (comment="#") and gnuplot leave out.
#pragma once

#include "ui/widgets/copyable_table.h"

#include <QStringList>

namespace interleave::ui {

/// `about` in a line each, then the rows, of which the first has the titles.
[[nodiscard]] QString csvOf(const QStringList& about, const TextRows& rows);

} // namespace interleave::ui
