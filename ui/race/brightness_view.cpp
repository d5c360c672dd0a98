#include "ui/race/brightness_view.h"

#include "ui/race/brightness_plot.h"
#include "ui/widgets/format.h"
#include "ui/widgets/heading.h"
#include "ui/widgets/legend.h"
#include "ui/widgets/number_table.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace interleave::ui {

namespace {

struct Account
{
    std::uint64_t counted = 0;
    std::uint64_t missing = 0;
    std::uint64_t more = 0;
};

Account accountOf(const BrightnessResult& brightness)
{
    Account account;
    const std::size_t bins = std::min(brightness.counted.size(), brightness.shared.size());
    for (std::size_t i = 0; i < bins; ++i) {
        const std::uint64_t counted = brightness.counted[i];
        const std::uint64_t shared = brightness.shared[i];
        account.counted += counted;
        account.missing += counted > shared ? counted - shared : 0;
        account.more += shared > counted ? shared - counted : 0;
    }
    return account;
}

} // namespace

QString brightnessSentence(const BrightnessResult& brightness)
{
    const Account account = accountOf(brightness);
    const QString counted = formatCount(account.counted);
    const QString missing = formatCount(account.missing);
    const QString more = formatCount(account.more);
    const int plural = pluralOf(account.counted);
    if (account.counted == 0 && account.more == 0)
        return BrightnessView::tr("No pixel was counted: no picture was filtered");
    if (account.missing == 0 && account.more == 0)
        return BrightnessView::tr("All %1 pixel(s) are in the shared histogram", nullptr, plural)
            .arg(counted);
    if (account.missing == 0)
        return BrightnessView::tr("All %1 pixel(s) are in the shared histogram, and %2 of pictures "
                                  "that do not count",
            nullptr,
            plural)
            .arg(counted, more);
    if (account.more == 0)
        return BrightnessView::tr(
            "✕ %1 of %2 pixel(s) are missing from the shared histogram", nullptr, plural)
            .arg(missing, counted);
    return BrightnessView::tr("✕ %1 of %2 pixel(s) are missing from the shared histogram, and %3 "
                              "are in it of pictures that do not count",
        nullptr,
        plural)
        .arg(missing, counted, more);
}

BrightnessView::BrightnessView(QWidget* parent)
    : QWidget(parent)
    , m_sentence(new Heading(TextSize::Title, {}, this))
    , m_plot(new BrightnessPlot(this))
{
    setAccessibleName(tr("Shared histogram of brightness"));
    m_sentence->setWordWrap(true);
    m_sentence->setAccessibleName(tr("What became of the histogram"));
    const QString question = tr("How many pixels have each brightness?");
    auto* table = new TableButton(question, [this] { return m_plot->numbers(); });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_sentence);
    layout->addWidget(chartWithTable(new QLabel(question), table, m_plot), 1);
    layout->addWidget(new Legend({{tr("in the shared histogram"), Meaning::Working},
                                     {tr("lost from it"), Meaning::Lost},
                                     {tr("counted by the workers"), {}, Swatch::Line}},
        this));
}

void BrightnessView::setBrightness(const BrightnessResult& brightness, const QString& ofWhat)
{
    const QString sentence = brightnessSentence(brightness);
    m_sentence->setText(withWholeNumbers(
        ofWhat.isEmpty() ? sentence : tr("%1: %2").arg(capitalised(ofWhat), sentence)));
    m_plot->setBrightness(brightness);
    m_plot->setAccessibleDescription(sentence);
}

} // namespace interleave::ui
