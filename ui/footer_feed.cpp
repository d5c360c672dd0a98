#include "ui/footer_feed.h"

#include "ui/widgets/progress_footer.h"

namespace interleave::ui {

void FooterFeed::start()
{
    if (run() && run()->goesOn())
        m_footer->start();
    else
        m_footer->clear();
}

void FooterFeed::showLive(const LiveSnapshot& live)
{
    if (run()->state() != RunState::Ended) // whose result says it
        m_footer->setLive(live);
}

void FooterFeed::showEnd()
{
    m_footer->setRun(*run()->result());
}

void FooterFeed::showFailure()
{
    m_footer->setFailed();
}

} // namespace interleave::ui
