#include "ui/widgets/application_font.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QFontInfo>

namespace interleave::ui {

namespace {

class FontFollower : public QObject
{
public:
    FontFollower(QWidget& widget, std::function<QFont(const QFont&)> derive)
        : QObject(&widget)
        , m_widget(&widget)
        , m_derive(std::move(derive))
    {
        widget.installEventFilter(this);
        follow();
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::ApplicationFontChange)
            follow();
        return QObject::eventFilter(watched, event);
    }

private:
    void follow() { m_widget->setFont(m_derive(QApplication::font())); }

    QWidget* m_widget;
    std::function<QFont(const QFont&)> m_derive;
};

} // namespace

void setApplicationFont(const QFont& font)
{
    QApplication::setFont(font);
    for (QWidget* widget : QApplication::allWidgets()) {
        QEvent told(QEvent::ApplicationFontChange);
        QCoreApplication::sendEvent(widget, &told);
    }
}

QFont codeFont(const QFont& font)
{
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(QFontInfo(font).pointSizeF());
    return fixed;
}

void followApplicationFont(QWidget& widget, std::function<QFont(const QFont&)> derive)
{
    new FontFollower(widget, std::move(derive)); // the widget owns it
}

} // namespace interleave::ui
