#include "ui/widgets/log_view.h"

#include "ui/widgets/application_font.h"
#include "ui/widgets/format.h"

#include <QClipboard>
#include <QComboBox>
#include <QFontDatabase>
#include <QFontInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStringList>
#include <QVBoxLayout>

namespace interleave::ui {

namespace {

constexpr int kTimeWidth = 10;
constexpr int kLevelWidth = 8;

QString wordOf(LogLevel level)
{
    switch (level) {
    case LogLevel::Info:
        return LogView::tr("info");
    case LogLevel::Warning:
        return LogView::tr("warning");
    case LogLevel::Error:
        return LogView::tr("error");
    }
    return {};
}

QString printed(const LogLine& line)
{
    return formatDuration(line.seconds * 1e9).rightJustified(kTimeWidth) % QStringLiteral("  ")
        % wordOf(line.level).leftJustified(kLevelWidth) % QLatin1Char(' ') % line.text;
}

} // namespace

LogView::LogView(QWidget* parent)
    : QWidget(parent)
    , m_filter(new QComboBox(this))
    , m_text(new QPlainTextEdit(this))
    , m_forgotten(new QLabel(this))
{
    setAccessibleName(tr("Log"));
    m_forgotten->setAccessibleName(tr("What is not kept"));
    m_filter->setAccessibleName(tr("Lines to show"));
    m_filter->addItems({tr("All lines"), tr("Warnings and errors"), tr("Errors")});
    m_text->setAccessibleName(tr("Log lines"));
    m_text->setReadOnly(true);
    m_text->setMaximumBlockCount(kMaxLines);
    followApplicationFont(*m_text, [](const QFont& font) {
        QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        fixed.setPointSizeF(QFontInfo(font).pointSizeF());
        return fixed;
    });
    m_text->setTabChangesFocus(true); // Tab leaves it
    setEmptyText(tr("What the engine does during a run will be listed here. Press Run."));
    auto* copy = new QPushButton(tr("Copy"), this);
    copy->setAccessibleName(tr("Copy the lines shown"));
    copy->setToolTip(tr("Copies all lines that are shown"));

    auto* bar = new QHBoxLayout;
    bar->addWidget(m_filter);
    bar->addWidget(m_forgotten);
    bar->addStretch();
    bar->addWidget(copy);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addLayout(bar);
    layout->addWidget(m_text);
    connect(m_filter, &QComboBox::currentIndexChanged, this, &LogView::showAll);
    connect(copy, &QPushButton::clicked, this, &LogView::copyAll);
}

void LogView::setEmptyText(const QString& text)
{
    m_emptyText = text;
    showEmptyText();
}

void LogView::showEmptyText()
{
    m_text->setPlaceholderText(m_lines.empty() ? m_emptyText : tr("There is no such line."));
}

void LogView::append(LogLine line)
{
    if (line.level >= level())
        m_text->appendPlainText(printed(line));
    m_lines.push_back(std::move(line));
    showEmptyText();
    if (m_lines.size() <= kMaxLines)
        return;
    m_lines.pop_front();
    ++m_linesForgotten;
    m_forgotten->setText(tr("The last %1 lines are kept, %2 earlier one(s) are not.",
        nullptr,
        pluralOf(m_linesForgotten))
                             .arg(formatCount(kMaxLines), formatCount(m_linesForgotten)));
}

void LogView::clear()
{
    m_lines.clear();
    m_linesForgotten = 0;
    m_forgotten->clear();
    m_text->clear();
    showEmptyText();
}

void LogView::setLevel(LogLevel least)
{
    m_filter->setCurrentIndex(static_cast<int>(least));
}

QString LogView::text() const
{
    return m_text->toPlainText();
}

LogLevel LogView::level() const
{
    return static_cast<LogLevel>(m_filter->currentIndex());
}

void LogView::showAll()
{
    QStringList shown;
    for (const LogLine& line : m_lines) {
        if (line.level >= level())
            shown << printed(line);
    }
    m_text->setPlainText(shown.join(QLatin1Char('\n')));
}

void LogView::copyAll() const
{
    QGuiApplication::clipboard()->setText(text());
}

} // namespace interleave::ui
