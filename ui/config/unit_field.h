// A line edit with a unit at its right end, painted, so that it is not part of the text.
#pragma once

#include <QLineEdit>

namespace interleave::ui {

class UnitField : public QLineEdit
{
    Q_OBJECT

public:
    explicit UnitField(QString unit, QWidget* parent = nullptr);

    /// Whether the unit stands beside the text: not where that would cut the number.
    [[nodiscard]] bool showsUnit() const;
    /// After a new text of which no signal has told.
    void makeRoom();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] int unitWidth() const;

    QString m_unit;
};

} // namespace interleave::ui
