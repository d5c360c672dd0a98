// Edits a Text that lists numbers in its spec's range, each once: a chip for each that is usual or
// there, and a field for others.
#pragma once

#include "ui/config/value_editor.h"

#include <set>

class QToolButton;

namespace interleave::ui {

class ChipList;
class NumberBox;

class NumberListEditor : public ValueEditor
{
    Q_OBJECT

public:
    explicit NumberListEditor(const ValueSpec& spec, QWidget* parent = nullptr);

    [[nodiscard]] FieldValue value() const override;
    void setValue(const FieldValue& value) override;
    [[nodiscard]] QList<QWidget*> keyboardWidgets() const override;
    void describe(const QString& name, const QString& description) override;

protected:
    void applyReadOnly() override;

private:
    void addTyped();
    void showChips();

    const ValueSpec m_number; // of the field for others
    ChipList* m_chips;
    NumberBox* m_other;
    QToolButton* m_add;
    std::set<std::int64_t> m_offered; // with a chip
    std::set<std::int64_t> m_chosen;
};

} // namespace interleave::ui
