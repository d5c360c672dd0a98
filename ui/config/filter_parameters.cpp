#include "ui/config/filter_parameters.h"

#include "core/model/filter_chain.h"
#include "ui/config/field_text.h"
#include "ui/config/value_editor.h"
#include "ui/models/value_text.h"

#include <QFormLayout>

#include <fmt/format.h>

#include <algorithm>

namespace interleave::ui {

namespace {

FieldValue valueIn(const FilterStep& step, const ValueSpec& spec)
{
    const auto value = valueOf(step, spec.name);
    return value ? valueFromText(spec, fmt::format("{}", *value))
                 : FieldValue(std::string(spec.automaticMeans.empty() ? "" : kAutomatic));
}

QString textOf(const FieldValue& value)
{
    return QString::fromStdString(toText(value));
}

} // namespace

FilterParameters::FilterParameters(QWidget* parent)
    : QWidget(parent)
    , m_form(new QFormLayout(this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
}

void FilterParameters::setStep(const QString& step)
{
    clear();
    m_filter = step;
    const auto chain = filterChainFromText(step.toStdString());
    if (chain && chain->size() == 1) {
        const FilterStep& only = chain->front();
        m_filter = QString::fromUtf8(nameOf(only.kind));
        for (const ValueSpec& spec : filterInfo(only.kind).parameters) {
            ValueEditor* editor = makeValueEditor(spec, {}, this);
            editor->setValue(valueIn(only, spec));
            editor->describe(titleOf(spec), coreWord(spec.help));
            editor->setToolTip(toolTipOf(spec, spec.defaultValue));
            m_form->addRow(titleOf(spec), editor);
            m_parameters.emplace_back(QString::fromUtf8(spec.name), editor);
            connect(editor, &ValueEditor::edited, this, &FilterParameters::edited);
        }
    }
    setReadOnly(m_readOnly);
    setVisible(!m_parameters.empty());
}

QString FilterParameters::step() const
{
    return stepWith(nullptr, {});
}

QStringList FilterParameters::readings() const
{
    QStringList steps;
    for (const auto& [name, editor] : m_parameters) {
        const std::vector<FieldValue> readings = editor->readings();
        for (std::size_t i = 0; readings.size() > 1 && i < readings.size(); ++i)
            steps << stepWith(editor, textOf(readings[i]));
    }
    return steps;
}

QList<QWidget*> FilterParameters::keyboardWidgets() const
{
    QList<QWidget*> widgets;
    for (const auto& [name, editor] : m_parameters)
        widgets += editor->keyboardWidgets();
    return widgets;
}

void FilterParameters::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    for (const auto& [name, editor] : m_parameters)
        editor->setReadOnly(readOnly);
}

void FilterParameters::clear()
{
    m_parameters.clear();
    while (m_form->rowCount() > 0)
        m_form->removeRow(0);
}

// An empty field and "auto" leave a parameter out.
QString FilterParameters::stepWith(const ValueEditor* changed, const QString& value) const
{
    QString step = m_filter;
    for (const auto& [name, editor] : m_parameters) {
        const QString text = editor == changed ? value : textOf(editor->value());
        if (!text.isEmpty() && text != QLatin1String(kAutomatic))
            step += QStringLiteral(" %1=%2").arg(name, text);
    }
    return step;
}

} // namespace interleave::ui
