#include "ui/config/field_row.h"

#include "ui/config/field_text.h"
#include "ui/models/number_reading.h"
#include "ui/models/value_text.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr int kTitleLetters = 16; // the width of the titles' column
constexpr int kGap = 6;

bool isOwnLabel(const ValueSpec& spec)
{
    return spec.type == ValueType::Flag;
}

constexpr std::size_t kLongChoice = 20;

// Paths and texts are long, some choices too.
bool needsItsOwnLine(const ValueSpec& spec)
{
    const bool longChoice = spec.type == ValueType::Choice
        && std::ranges::any_of(
            spec.choices, [](const Choice& choice) { return choice.title.size() > kLongChoice; });
    return spec.type == ValueType::Folder || spec.type == ValueType::Text || longChoice;
}

int titleWidth(const QWidget& row)
{
    return row.fontMetrics().averageCharWidth() * kTitleLetters;
}

} // namespace

FieldRow::FieldRow(const ValueSpec& spec, const PlacePrompt& prompt, QWidget* parent)
    : QWidget(parent)
    , m_spec(spec)
    , m_grid(new QGridLayout(this))
    , m_title(new QLabel(titleOf(spec), this))
    , m_editor(makeValueEditor(spec, prompt, this))
    , m_reset(new QToolButton(this))
    , m_note(new NoteLabel(this))
    , m_answers{new QPushButton(this), new QPushButton(this)}
{
    setObjectName(QString::fromUtf8(spec.name));
    m_title->setWordWrap(true);
    m_title->setBuddy(m_editor->keyboardWidgets().constFirst());
    m_title->setVisible(!isOwnLabel(spec));
    makeButtons();
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(kGap);
    m_grid->setVerticalSpacing(2);
    m_grid->setColumnStretch(1, 1);
    auto* answers = new QHBoxLayout;
    for (QPushButton* answer : m_answers)
        answers->addWidget(answer);
    answers->addStretch();
    m_grid->addWidget(m_note, 2, 0, 1, 3);
    m_grid->addLayout(answers, 3, 0, 1, 3);
    arrange(standsAbove());
    connect(m_editor, &ValueEditor::stepBegins, this, &FieldRow::stepBegins);
    connect(m_editor, &ValueEditor::edited, this, [this] {
        check();
        Q_EMIT edited();
    });
    setValue(spec.defaultValue);
}

void FieldRow::makeButtons()
{
    const QString usual = shownDefault(m_spec);
    m_reset->setText(QStringLiteral("↺"));
    m_reset->setAutoRaise(true);
    m_reset->setFocusPolicy(Qt::NoFocus); // by key it is in the Edit menu
    m_reset->setToolTip(
        usual.isEmpty() ? tr("Back to the default") : tr("Back to the default: %1").arg(usual));
    m_reset->setAccessibleName(tr("%1: back to the default").arg(titleOf(m_spec)));
    QSizePolicy policy = m_reset->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_reset->setSizePolicy(policy);
    connect(m_reset, &QToolButton::clicked, this, &FieldRow::resetToDefault);
    for (std::size_t i = 0; i < m_answers.size(); ++i) {
        m_answers[i]->hide();
        m_answers[i]->setAccessibleName(titleOf(m_spec));
        connect(m_answers[i], &QPushButton::clicked, this, [this, i] {
            Q_EMIT stepBegins();
            m_editor->setReading(m_editor->readings().at(i));
            check();
            m_editor->keyboardWidgets().constFirst()->setFocus();
            Q_EMIT edited();
        });
    }
}

void FieldRow::setValue(const FieldValue& value)
{
    m_editor->setValue(value);
    check();
}

void FieldRow::setParameters(std::span<const ValueSpec> parameters)
{
    m_editor->setParameters(parameters);
    m_title->setBuddy(m_editor->keyboardWidgets().constFirst());
}

void FieldRow::resetToDefault()
{
    if (isDefault())
        return;
    Q_EMIT stepBegins();
    setValue(m_spec.defaultValue);
    Q_EMIT edited();
}

void FieldRow::setNote(NoteKind kind, const QString& text)
{
    m_kind = kind;
    m_text = text;
    showNote();
}

void FieldRow::setConflict(std::optional<QString> conflict)
{
    m_conflict = std::move(conflict);
    showNote();
}

std::optional<QString> FieldRow::problem() const
{
    for (const auto& each : {m_typedProblem, m_problem}) {
        if (each)
            return each;
    }
    return m_conflict;
}

void FieldRow::setReadOnly(bool readOnly)
{
    m_editor->setReadOnly(readOnly);
    check();
}

QList<QWidget*> FieldRow::keyboardWidgets() const
{
    QList<QWidget*> widgets = m_editor->keyboardWidgets();
    widgets.append(QList<QWidget*>(m_answers.begin(), m_answers.end()));
    return widgets;
}

// The title can always stand above.
QSize FieldRow::minimumSizeHint() const
{
    QSize size = QWidget::minimumSizeHint();
    size.setWidth(m_editor->minimumSizeHint().width() + kGap + m_reset->sizeHint().width());
    return size;
}

void FieldRow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (m_above != standsAbove())
        arrange(standsAbove());
}

// The titles' column follows the font.
void FieldRow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_above)
        arrange(standsAbove());
}

bool FieldRow::standsAbove() const
{
    const int beside = titleWidth(*this) + 2 * kGap + m_editor->minimumSizeHint().width()
        + m_reset->sizeHint().width();
    return needsItsOwnLine(m_spec) || (testAttribute(Qt::WA_Resized) && width() < beside);
}

void FieldRow::arrange(bool above)
{
    m_above = above;
    for (QWidget* each : {static_cast<QWidget*>(m_title),
             static_cast<QWidget*>(m_editor),
             static_cast<QWidget*>(m_reset)})
        m_grid->removeWidget(each);
    const bool beside = !above && !isOwnLabel(m_spec);
    m_title->setFixedWidth(beside ? titleWidth(*this) : QWIDGETSIZE_MAX);
    if (!beside)
        m_title->setMinimumWidth(0);
    if (above)
        m_grid->addWidget(m_title, 0, 0, 1, 3);
    else if (beside)
        m_grid->addWidget(m_title, 0, 0);
    m_grid->addWidget(m_editor, above ? 1 : 0, beside ? 1 : 0, 1, beside ? 1 : 2);
    m_grid->addWidget(m_reset, above ? 1 : 0, 2, Qt::AlignTop);
}

void FieldRow::check()
{
    const std::vector<FieldValue> readings = m_editor->readings();
    m_typedProblem = readings.size() > 1 ? tr("Which number is meant?") : m_editor->problem();
    m_problem = problemOf(m_spec, m_editor->value());
    const bool resettable = m_spec.name != "workload"; // which has no usual one
    m_reset->setVisible(resettable && !isDefault() && !m_editor->isReadOnly());
    setToolTip(toolTipOf(m_spec, m_editor->value()));
    showAnswers();
    showNote();
}

void FieldRow::showAnswers()
{
    const std::vector<FieldValue> readings = m_editor->readings();
    const ValueSpec* readAs = m_editor->readAs();
    for (std::size_t i = 0; i < m_answers.size(); ++i) {
        const bool shown = readings.size() > 1 && i < readings.size()
            && !problemOf(readAs == nullptr ? m_spec : *readAs, readings[i])
            && !m_editor->isReadOnly();
        m_answers[i]->setVisible(shown);
        if (!shown)
            continue;
        m_answers[i]->setText(shownNumber(readings[i]));
        m_answers[i]->setAccessibleName(
            tr("%1: %2 is meant").arg(titleOf(m_spec), shownNumber(readings[i])));
    }
}

void FieldRow::showNote()
{
    m_editor->describe(titleOf(m_spec), problem().value_or(coreWord(m_spec.help)));
    if (const auto now = problem())
        m_note->setNote(NoteKind::Problem, *now);
    else
        m_note->setNote(m_kind, m_text);
}

} // namespace interleave::ui
