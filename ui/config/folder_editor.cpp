#include "ui/config/folder_editor.h"

#include "core/model/path_text.h"
#include "ui/config/field_text.h"
#include "ui/models/value_text.h"
#include "ui/widgets/named_path.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QToolButton>

namespace interleave::ui {

QString askForFolder(QWidget* parent, const QString& start)
{
    return QFileDialog::getExistingDirectory(parent, FolderEditor::tr("Choose a folder"), start);
}

FolderEditor::FolderEditor(const ValueSpec& spec, FolderPrompt prompt, QWidget* parent)
    : ValueEditor(parent)
    , m_prompt(std::move(prompt))
    , m_path(new QLineEdit(this))
    , m_browse(new QToolButton(this))
{
    m_path->setPlaceholderText(coreWord(spec.automaticMeans));
    m_browse->setText(tr("…"));
    m_browse->setToolTip(tr("Choose a folder"));
    m_browse->setAccessibleName(tr("Browse for the %1").arg(coreWord(spec.title)));
    m_browse->setFocusPolicy(Qt::StrongFocus);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_path);
    layout->addWidget(m_browse);
    connect(m_path, &QLineEdit::textChanged, this, &ValueEditor::edited);
    connect(m_browse, &QToolButton::clicked, this, &FolderEditor::browse);
}

FieldValue FolderEditor::value() const
{
    const std::string text = m_path->text().toStdString();
    return pathFromText(text).value_or(text); // which is no folder, as its note will say
}

void FolderEditor::setValue(const FieldValue& value)
{
    const QSignalBlocker blocker(m_path);
    const std::string path = toText(value);
    m_path->setText(path == kAutomatic ? QString() : QString::fromStdString(textOfPath(path)));
}

QList<QWidget*> FolderEditor::keyboardWidgets() const
{
    return {m_path, m_browse};
}

void FolderEditor::applyReadOnly()
{
    m_path->setReadOnly(isReadOnly());
    m_browse->setVisible(!isReadOnly());
    flatten(*m_path);
}

void FolderEditor::browse()
{
    const QString chosen = m_prompt(window(), m_path->text());
    if (!chosen.isEmpty())
        m_path->setText(QString::fromStdString(textOfPath(pathOf(chosen).string())));
}

} // namespace interleave::ui
