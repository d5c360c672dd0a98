// Edits a Flag: a check box that is its own label.
#pragma once

#include "ui/config/value_editor.h"

class QCheckBox;

namespace interleave::ui {

class FlagEditor : public ValueEditor
{
    Q_OBJECT

public:
    explicit FlagEditor(const ValueSpec& spec, QWidget* parent = nullptr);

    [[nodiscard]] FieldValue value() const override;
    void setValue(const FieldValue& value) override;
    [[nodiscard]] QList<QWidget*> keyboardWidgets() const override;

protected:
    void applyReadOnly() override;

private:
    QCheckBox* m_box;
};

} // namespace interleave::ui
