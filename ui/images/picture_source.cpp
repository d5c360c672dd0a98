#include "ui/images/picture_source.h"

#include "ui/models/end_elsewhere.h"
#include "ui/models/problem_sentence.h"

#include <algorithm>
#include <utility>

namespace interleave::ui {

namespace {

constexpr int kMostStarts = 3; // of a service that ends before it has shown anything

QString keyOf(const PictureRequest& wish)
{
    return QStringLiteral("%1/%2/%3x%4")
        .arg(wish.task)
        .arg(static_cast<int>(wish.side))
        .arg(wish.box.width)
        .arg(wish.box.height);
}

// As the screen takes it.
QImage imageOf(const Thumbnail& picture)
{
    constexpr int kBytesPerPixel = 3;
    const QImage borrowed(reinterpret_cast<const uchar*>(picture.rgb.data()),
        picture.width,
        picture.height,
        qsizetype{kBytesPerPixel} * picture.width,
        QImage::Format_RGB888);
    return borrowed.convertToFormat(QImage::Format_RGB32);
}

} // namespace

PictureSource::PictureSource(std::filesystem::path program, QObject* parent)
    : QObject(parent)
    , m_program(std::move(program))
{
    m_ends.setMaxThreadCount(1);
}

PictureSource::~PictureSource()
{
    stop();
    m_ends.waitForDone();
}

void PictureSource::setRun(
    const Experiment* experiment, std::shared_ptr<const PictureList> pictures)
{
    stop();
    m_cache.clear();
    m_problem.clear();
    m_starts = 0;
    m_experiment = experiment == nullptr ? std::nullopt : std::optional(*experiment);
    m_pictures = std::move(pictures);
}

void PictureSource::forget()
{
    m_cache.clear();
    m_asked.clear();
}

void PictureSource::want(const std::vector<PictureRequest>& wishes)
{
    std::vector<PictureRequest> missing;
    for (const PictureRequest& wish : wishes) {
        if (!m_cache.contains(keyOf(wish)))
            missing.push_back(wish);
    }
    if (missing == m_asked || !m_experiment || (missing.empty() && !m_client) || !start())
        return;
    m_asked = std::move(missing);
    m_client->want(m_asked);
    m_writable->setEnabled(m_client->hasMore());
}

const ShownPicture* PictureSource::find(const PictureRequest& wish) const
{
    return m_cache.object(keyOf(wish));
}

qint64 PictureSource::servicePid() const
{
    return m_client ? m_client->pid() : 0;
}

bool PictureSource::canCome() const
{
    return m_problem.isEmpty() || m_starts < kMostStarts;
}

bool PictureSource::start()
{
    if (m_client)
        return true;
    if (!canCome())
        return false;
    ++m_starts;
    auto client = PictureClient::start(m_program, *m_experiment, m_pictures.get());
    if (!client) {
        take(PicturesFailed{client.error().message});
        return false;
    }
    m_client = *std::move(client);
    m_readable = std::make_unique<QSocketNotifier>(m_client->descriptor(), QSocketNotifier::Read);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &PictureSource::receive);
    m_writable = std::make_unique<QSocketNotifier>(m_client->descriptor(), QSocketNotifier::Write);
    m_writable->setEnabled(false);
    connect(m_writable.get(), &QSocketNotifier::activated, this, [this] {
        m_client->sendMore();
        m_writable->setEnabled(m_client->hasMore());
    });
    return true;
}

void PictureSource::stop()
{
    m_asked.clear();
    dropNotifier(m_readable);
    dropNotifier(m_writable);
    if (auto client = std::exchange(m_client, nullptr))
        endElsewhere(m_ends, std::move(client));
}

void PictureSource::receive()
{
    const std::shared_ptr<PictureClient> client = m_client;
    for (const PictureMessage& message : client->receive()) {
        if (client == m_client)
            std::visit([this](const auto& held) { take(held); }, message);
    }
}

void PictureSource::take(const PictureMade& message)
{
    m_starts = 0;
    auto picture = std::make_unique<ShownPicture>();
    picture->image = imageOf(message.picture);
    picture->full = {message.picture.fullWidth, message.picture.fullHeight};
    picture->differing = message.picture.differing;
    picture->largest = message.picture.largest;
    keep(message.wish, std::move(picture));
}

void PictureSource::take(const PictureProblem& message)
{
    auto picture = std::make_unique<ShownPicture>();
    picture->problem = inFormsWords(QString::fromStdString(message.why));
    keep(message.wish, std::move(picture));
}

void PictureSource::keep(const PictureRequest& wish, std::unique_ptr<ShownPicture> picture)
{
    constexpr qsizetype kOverhead = 256;
    const qsizetype bytes = picture->image.sizeInBytes() + kOverhead;
    std::erase(m_asked, wish);
    m_cache.insert(keyOf(wish), picture.release(), bytes);
    if (!std::exchange(m_problem, QString()).isEmpty())
        Q_EMIT problemChanged();
    Q_EMIT arrived(wish);
}

void PictureSource::take(const PicturesFound& message)
{
    m_pictures = message.pictures;
    Q_EMIT picturesFound();
}

void PictureSource::take(const PicturesFailed& message)
{
    m_problem = QString::fromStdString(message.why);
    stop();
    Q_EMIT problemChanged();
}

} // namespace interleave::ui
