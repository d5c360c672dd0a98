// Asks where to save a file. A name without an ending gets the one of the chosen kind before the
// dialog asks whether a file of that name is to be replaced.
#pragma once

#include <QStringList>

class QWidget;

namespace interleave::ui {

/// `kinds` as for QFileDialog: "Tables (*.csv)"; the first is chosen at first. Begins in the folder
/// of the last file. Empty when the user changed his mind.
[[nodiscard]] QString askWhereToSave(
    QWidget* parent, const QString& caption, const QString& suggestion, const QStringList& kinds);

} // namespace interleave::ui
