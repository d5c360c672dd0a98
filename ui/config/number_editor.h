// Edits an Integer or a Real, with "auto" where it is allowed.
#pragma once

#include "ui/config/value_editor.h"

namespace interleave::ui {

class NumberBox;

class NumberEditor : public ValueEditor
{
    Q_OBJECT

public:
    explicit NumberEditor(const ValueSpec& spec, QWidget* parent = nullptr);

    [[nodiscard]] FieldValue value() const override;
    void setValue(const FieldValue& value) override;
    [[nodiscard]] std::vector<FieldValue> readings() const override;
    [[nodiscard]] QList<QWidget*> keyboardWidgets() const override;

protected:
    void applyReadOnly() override;

private:
    NumberBox* m_box;
};

} // namespace interleave::ui
