#include "ui/widgets/note_label.h"

#include "ui/widgets/application_font.h"
#include "ui/widgets/palette.h"

#include <QEvent>
#include <QFontInfo>
#include <QStringBuilder>

namespace interleave::ui {

namespace {

constexpr double kScale = 0.9;

QString signOf(NoteKind kind)
{
    switch (kind) {
    case NoteKind::Hint:
        return {};
    case NoteKind::Warning:
        return QStringLiteral("⚠ ");
    case NoteKind::Problem:
        return QStringLiteral("✕ ");
    }
    return {};
}

} // namespace

NoteLabel::NoteLabel(QWidget* parent)
    : ElidedLabel(parent)
{
    setElided(false);
    followApplicationFont(*this, [](QFont font) {
        font.setPointSizeF(QFontInfo(font).pointSizeF() * kScale);
        return font;
    });
    hide();
}

void NoteLabel::setNote(NoteKind kind, const QString& text)
{
    m_kind = kind;
    setText(text.isEmpty() ? text : signOf(kind) % text);
    setVisible(!text.isEmpty());
    updateColor();
}

void NoteLabel::changeEvent(QEvent* event)
{
    ElidedLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateColor();
}

// Setting a palette is a palette change itself, so only where it changes something.
void NoteLabel::updateColor()
{
    const QPalette inherited = parentWidget() != nullptr ? parentWidget()->palette() : QPalette();
    const QColor color = m_kind == NoteKind::Hint ? mutedTextColor(inherited)
                                                  : textColorOf(Meaning::Lost, inherited);
    if (palette().color(QPalette::WindowText) == color)
        return;
    QPalette own;
    own.setColor(QPalette::WindowText, color);
    setPalette(own);
}

} // namespace interleave::ui
