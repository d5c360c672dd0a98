// Edits a Text that lists numbers of a range, each once: a chip for each that is usual or there,
// and a field for others. A number in that field is of the list already, and gets its chip when
// the field is left.
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
    /// Of pool sizes.
    explicit NumberListEditor(const ValueSpec& spec, QWidget* parent = nullptr);
    /// Of such numbers as `ofEach` says; those that are `offered` have a chip.
    NumberListEditor(
        const ValueSpec& ofEach, const std::set<double>& offered, QWidget* parent = nullptr);

    [[nodiscard]] FieldValue value() const override;
    void setValue(const FieldValue& value) override;
    [[nodiscard]] std::vector<FieldValue> readings() const override;
    [[nodiscard]] const ValueSpec* readAs() const override { return &m_number; }
    void setReading(const FieldValue& reading) override;
    [[nodiscard]] std::optional<QString> problem() const override;
    [[nodiscard]] QList<QWidget*> keyboardWidgets() const override;
    void describe(const QString& name, const QString& description) override;

protected:
    void applyReadOnly() override;

private:
    void addTyped();
    [[nodiscard]] std::set<double> withTyped() const;
    void showChips();
    [[nodiscard]] FieldValue valueOf(double number) const;
    [[nodiscard]] QString nameOf(double number) const;

    const ValueSpec m_number; // of the field for others
    ChipList* m_chips;
    NumberBox* m_other;
    QToolButton* m_add;
    std::set<double> m_offered; // with a chip
    std::set<double> m_chosen;
};

} // namespace interleave::ui
