// Gives the footer the run that it is about: the one that goes on, else the one that is shown.
#pragma once

#include "ui/run/run_follower.h"

namespace interleave::ui {

class ProgressFooter;

class FooterFeed final : public RunFollower
{
public:
    /// `footer` stays the caller's.
    explicit FooterFeed(ProgressFooter* footer)
        : m_footer(footer)
    {
    }

    [[nodiscard]] const std::shared_ptr<Run>& followed() const { return run(); }

protected:
    void start() override;
    void showLive(const LiveSnapshot& live) override;
    void showEnd() override;
    void showFailure() override;

private:
    ProgressFooter* m_footer;
};

} // namespace interleave::ui
