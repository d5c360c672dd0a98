// Asks how large a picture is to be, before the desktop asks for the file.
#pragma once

#include "ui/export/chart_picture.h"

#include <QDialog>

class QComboBox;
class QSpinBox;

namespace interleave::ui {

class PictureDialog : public QDialog
{
    Q_OBJECT

public:
    /// Begins with `shown`, what the chart has on the screen.
    PictureDialog(const QString& title, const PictureSize& shown, QWidget* parent);

    [[nodiscard]] PictureSize size() const;

private:
    void addSize(const QString& name, const PictureSize& size);
    void take(const PictureSize& size);
    [[nodiscard]] QSpinBox* makePixels(const QString& name, int pixels);

    QComboBox* m_sizes;
    QSpinBox* m_width;
    QSpinBox* m_height;
    QComboBox* m_magnified;
};

} // namespace interleave::ui
