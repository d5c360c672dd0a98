#include "ui/config/number_box.h"

#include "ui/config/unit_field.h"
#include "ui/models/number_reading.h"
#include "ui/models/value_text.h"
#include "ui/widgets/format.h"

#include <QSignalBlocker>
#include <QWheelEvent>

#include <cmath>

namespace interleave::ui {

namespace {

std::optional<double> numberIn(const FieldValue& value)
{
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole);
    if (const auto* real = std::get_if<double>(&value))
        return *real;
    return std::nullopt;
}

bool isAutomatic(const FieldValue& value)
{
    const auto* text = std::get_if<std::string>(&value);
    return text != nullptr && *text == kAutomatic;
}

// One unit of the second digit, so that a step is felt and never leaps.
double stepAt(double number, bool up, bool whole)
{
    const bool towardsZero = number > 0 ? !up : up;
    const double size = std::abs(number) * (towardsZero ? 1 - 1e-9 : 1);
    if (size == 0)
        return 1;
    const double step = std::pow(10.0, std::floor(std::log10(size)) - 1);
    return whole ? std::max(1.0, step) : step;
}

} // namespace

NumberBox::NumberBox(const ValueSpec& spec, QWidget* parent)
    : QAbstractSpinBox(parent)
    , m_spec(spec)
{
    setLineEdit(new UnitField(unitText(spec.unit), this));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QAbstractSpinBox::editingFinished, this, &NumberBox::tidy);
}

FieldValue NumberBox::value() const
{
    const QString typed = text().trimmed();
    const bool automatic
        = typed.isEmpty() || typed.compare(QLatin1String(kAutomatic), Qt::CaseInsensitive) == 0;
    if (automatic && !m_spec.automaticMeans.empty())
        return std::string(kAutomatic);
    const std::vector<FieldValue> readings = readingsOf(m_spec, typed);
    return readings.size() == 1 ? readings.front() : FieldValue(typed.toStdString());
}

std::vector<FieldValue> NumberBox::readings() const
{
    return readingsOf(m_spec, text().trimmed());
}

void NumberBox::setValue(const FieldValue& value)
{
    const QSignalBlocker blocker(lineEdit());
    lineEdit()->setText(shownNumber(value));
    static_cast<UnitField*>(lineEdit())->makeRoom();
}

void NumberBox::stepBy(int steps)
{
    FieldValue next = value();
    for (int i = 0; i < std::abs(steps); ++i)
        next = stepped(next, steps > 0);
    lineEdit()->setText(shownNumber(next));
}

QValidator::State NumberBox::validate(QString& /*input*/, int& /*position*/) const
{
    return QValidator::Acceptable;
}

QSize NumberBox::minimumSizeHint() const
{
    QSize size = QAbstractSpinBox::minimumSizeHint();
    size.setWidth(fontMetrics().horizontalAdvance(QStringLiteral("100,000 workers")));
    return size;
}

QAbstractSpinBox::StepEnabled NumberBox::stepEnabled() const
{
    if (isReadOnly())
        return StepNone;
    const FieldValue now = value();
    if (isAutomatic(now))
        return StepUpEnabled;
    const auto number = numberIn(now);
    if (!number)
        return StepUpEnabled | StepDownEnabled;
    StepEnabled enabled = StepNone;
    if (*number < m_spec.maximum)
        enabled |= StepUpEnabled;
    if (*number > m_spec.minimum || !m_spec.automaticMeans.empty())
        enabled |= StepDownEnabled;
    return enabled;
}

// The wheel scrolls the form unless the user is in this field.
void NumberBox::wheelEvent(QWheelEvent* event)
{
    if (hasFocus())
        QAbstractSpinBox::wheelEvent(event);
    else
        event->ignore();
}

void NumberBox::tidy()
{
    const FieldValue now = value();
    if (!findProblem(m_spec, now))
        setValue(now);
}

FieldValue NumberBox::stepped(const FieldValue& from, bool up) const
{
    const auto number = numberIn(from);
    if (!number && !up)
        return m_spec.automaticMeans.empty() ? FieldValue(m_spec.defaultValue)
                                             : FieldValue(std::string(kAutomatic));
    const bool whole = m_spec.type == ValueType::Integer;
    if (number && !up && *number <= m_spec.minimum && !m_spec.automaticMeans.empty())
        return std::string(kAutomatic);
    double next = m_spec.minimum;
    if (number) {
        const double step = stepAt(*number, up, whole);
        next = std::round(*number / step + (up ? 1 : -1)) * step;
        next = std::clamp(next, m_spec.minimum, m_spec.maximum);
    }
    if (whole)
        return static_cast<std::int64_t>(next);
    // Ten digits, so that 0.011 does not become 0.011000000000000001.
    return QString::number(next, 'g', 10).toDouble();
}

} // namespace interleave::ui
