// A line edit with a unit at its right end, painted, so that it is not part of the text.
#pragma once

#include <QLineEdit>

namespace interleave::ui {

class UnitField : public QLineEdit
{
    Q_OBJECT

public:
    explicit UnitField(QString unit, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_unit;
};

} // namespace interleave::ui
