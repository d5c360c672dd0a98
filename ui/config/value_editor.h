// Edits one value as its ValueSpec describes it. What was typed is kept as it is, allowed or not:
// whoever shows the editor says what is wrong (problemOf in field_text.h); nothing is clamped.
#pragma once

#include "core/model/field_value.h"
#include "ui/config/unfit_choices.h"

#include <QStringList>
#include <QWidget>

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace interleave::ui {

class ValueEditor : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// As typed; a text that is no number of an Integer or Real stays a text.
    [[nodiscard]] virtual FieldValue value() const = 0;
    /// Emits nothing.
    virtual void setValue(const FieldValue& value) = 0;
    /// What was typed can mean each of these; more than one: it is not clear which.
    [[nodiscard]] virtual std::vector<FieldValue> readings() const { return {}; }
    /// What readings() are to be, where it is not what the value is to be.
    [[nodiscard]] virtual const ValueSpec* readAs() const { return nullptr; }
    /// `reading` is meant, one of readings().
    virtual void setReading(const FieldValue& reading) { setValue(reading); }
    /// What is wrong with what was typed and is no part of the value for that.
    [[nodiscard]] virtual std::optional<QString> problem() const { return std::nullopt; }
    /// They are there, but not to be chosen; their hints say why.
    virtual void setUnfit(const UnfitChoices& /*choices*/) { }
    /// Those that the experiment's workload has, for who edits which of them is compared.
    virtual void setParameters(std::span<const ValueSpec> /*parameters*/) { }
    /// The widgets that take the keyboard, in reading order; the first one edits the value.
    [[nodiscard]] virtual QList<QWidget*> keyboardWidgets() const = 0;

    /// Readable and copyable, but not editable: flat instead of grey.
    void setReadOnly(bool readOnly);
    [[nodiscard]] bool isReadOnly() const { return m_readOnly; }
    /// For screen readers.
    virtual void describe(const QString& name, const QString& description);

Q_SIGNALS:
    void edited();
    /// What is typed from now on is taken back apart from what was typed before.
    void stepBegins();

protected:
    void changeEvent(QEvent* event) override;
    virtual void applyReadOnly() = 0;
    /// Gives a field the colour of the window, or its own again.
    void flatten(QWidget& field) const;

private:
    bool m_readOnly = false;
};

enum class Sought { Folder, Files, Program };
using PlacePrompt
    = std::function<QStringList(QWidget* parent, const QString& start, Sought sought)>;

/// The desktop's dialog: one folder, some files, or one program; nothing when it was cancelled.
[[nodiscard]] QStringList askForPlaces(QWidget* parent, const QString& start, Sought sought);

[[nodiscard]] ValueEditor* makeValueEditor(
    const ValueSpec& spec, const PlacePrompt& prompt, QWidget* parent);

} // namespace interleave::ui
