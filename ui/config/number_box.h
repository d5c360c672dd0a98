// A spin box that steps but never corrects: any text can be typed and stays. Its unit stands
// inside, at the right.
#pragma once

#include "core/model/field_value.h"

#include <QAbstractSpinBox>

namespace interleave::ui {

class NumberBox : public QAbstractSpinBox
{
    Q_OBJECT

public:
    explicit NumberBox(const ValueSpec& spec, QWidget* parent = nullptr);

    [[nodiscard]] FieldValue value() const;
    /// Emits no textChanged.
    void setValue(const FieldValue& value);
    [[nodiscard]] QLineEdit* field() const { return lineEdit(); }

    /// Steps by the second digit (1 below 100, then 10, 100, ...); below the minimum comes "auto".
    void stepBy(int steps) override;
    QValidator::State validate(QString& input, int& position) const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    [[nodiscard]] StepEnabled stepEnabled() const override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void tidy();
    [[nodiscard]] QString textOf(const FieldValue& value) const;
    [[nodiscard]] FieldValue stepped(const FieldValue& from, bool up) const;

    ValueSpec m_spec;
};

} // namespace interleave::ui
