// Edits a Text that lists some of its spec's choices: a chip for each.
#pragma once

#include "ui/config/value_editor.h"

#include <QStringList>

namespace interleave::ui {

class ChipList;

class ChoiceListEditor : public ValueEditor
{
    Q_OBJECT

public:
    explicit ChoiceListEditor(const ValueSpec& spec, QWidget* parent = nullptr);

    [[nodiscard]] FieldValue value() const override;
    void setValue(const FieldValue& value) override;
    void setUnfit(const UnfitChoices& choices) override;
    [[nodiscard]] QList<QWidget*> keyboardWidgets() const override;
    void describe(const QString& name, const QString& description) override;

protected:
    void applyReadOnly() override;

private:
    ChipList* m_chips;
    QStringList m_chosen; // in the order in which they were
};

} // namespace interleave::ui
