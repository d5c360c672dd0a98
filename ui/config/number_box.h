// A spin box that steps but never corrects: any text can be typed and stays. Its unit stands
// inside, at the right.
#pragma once

#include "core/model/field_value.h"

#include <QAbstractSpinBox>

#include <vector>

namespace interleave::ui {

class NumberBox : public QAbstractSpinBox
{
    Q_OBJECT

public:
    explicit NumberBox(const ValueSpec& spec, QWidget* parent = nullptr);

    /// The text itself where it is no number, or where it is not clear which.
    [[nodiscard]] FieldValue value() const;
    /// What the text can mean as a number.
    [[nodiscard]] std::vector<FieldValue> readings() const;
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
    [[nodiscard]] FieldValue stepped(const FieldValue& from, bool up) const;

    ValueSpec m_spec;
};

} // namespace interleave::ui
