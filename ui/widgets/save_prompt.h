// Asks where to save a file. A name without an ending gets the one of the chosen kind before the
// dialog asks whether a file of that name is to be replaced.
#pragma once

#include <QStringList>

class QWidget;

namespace interleave::ui {

struct SaveQuestion
{
    QString caption;
    QString suggestion;
    QStringList kinds; // as for QFileDialog: "Tables (*.csv)"; the first is chosen at first
    QString purpose{}; // the folder of the last answer with the same one is remembered; empty: that
                       // of the files that can be opened
};

/// Empty when the user changed his mind.
[[nodiscard]] QString askWhereToSave(QWidget* parent, const SaveQuestion& question);

} // namespace interleave::ui
