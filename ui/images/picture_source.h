// The pictures themselves, as small as they are shown: asked of a service in another process, and
// kept as long as there is room.
//
// One thread: the window's. It waits for nothing; what is asked last comes first.
#pragma once

#include "core/engine/pictures/picture_client.h"

#include <QCache>
#include <QImage>
#include <QObject>
#include <QSize>
#include <QSocketNotifier>
#include <QString>
#include <QThreadPool>

#include <filesystem>
#include <memory>
#include <vector>

namespace interleave::ui {

struct ShownPicture
{
    QImage image{}; // null where there is a problem
    QString problem{};
    QSize full{};
    std::uint64_t differing = 0; // of a difference: pixels
    int largest = 0;
};

class PictureSource : public QObject
{
    Q_OBJECT

public:
    /// Bytes of pictures that are kept.
    static constexpr qsizetype kMostBytes = qsizetype{64} << 20;

    /// `program` is the interleave executable.
    explicit PictureSource(std::filesystem::path program, QObject* parent = nullptr);
    PictureSource(const PictureSource&) = delete;
    PictureSource& operator=(const PictureSource&) = delete;
    PictureSource(PictureSource&&) = delete;
    PictureSource& operator=(PictureSource&&) = delete;
    ~PictureSource() override;

    /// Of this run from now on; null: none. `pictures` may be null, then the service looks.
    void setRun(const Experiment* experiment, std::shared_ptr<const PictureList> pictures);
    /// The files are others now.
    void forget();
    /// What is not here is asked, in this order; what was asked before and is not among it is not
    /// wanted any more.
    void want(const std::vector<PictureRequest>& wishes);
    /// Null where it is not here.
    [[nodiscard]] const ShownPicture* find(const PictureRequest& wish) const;
    /// Why none comes; empty while they come.
    [[nodiscard]] const QString& problem() const { return m_problem; }
    /// What is asked may come: another service is started, unless too many have ended before they
    /// had shown anything.
    [[nodiscard]] bool canCome() const;
    [[nodiscard]] const std::shared_ptr<const PictureList>& pictures() const { return m_pictures; }
    [[nodiscard]] qsizetype bytesKept() const { return m_cache.totalCost(); }
    /// Of the service; 0 where there is none.
    [[nodiscard]] qint64 servicePid() const;

Q_SIGNALS:
    void arrived(const interleave::PictureRequest& wish);
    void picturesFound();
    void problemChanged();

private:
    bool start();
    void stop();
    void receive();
    void take(const PictureMade& message);
    void take(const PictureProblem& message);
    void take(const PicturesFound& message);
    void take(const PicturesFailed& message);
    void keep(const PictureRequest& wish, std::unique_ptr<ShownPicture> picture);

    std::filesystem::path m_program;
    std::optional<Experiment> m_experiment;
    std::shared_ptr<const PictureList> m_pictures;
    std::shared_ptr<PictureClient> m_client;
    std::unique_ptr<QSocketNotifier> m_readable;
    std::unique_ptr<QSocketNotifier> m_writable; // while the service has not taken all
    QCache<QString, ShownPicture> m_cache{kMostBytes};
    std::vector<PictureRequest> m_asked; // and not answered
    QString m_problem;
    int m_starts = 0; // since the last picture came
    QThreadPool m_ends; // of services
};

} // namespace interleave::ui
