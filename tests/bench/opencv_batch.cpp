// What image_batch.cpp compares with: a batch of photographs by OpenCV alone, in a program of its
// own, because every fork and spawn of interleave-bench would carry OpenCV's libraries with it.
//
//   interleave-opencv-batch make FOLDER COUNT             photographs, the same ones each time
//   interleave-opencv-batch make-large FOLDER             one of 100 megapixels
//   interleave-opencv-batch run INPUT OUTPUT PROCESSES    prints the nanoseconds that it took

#include "core/base/clock.h"
#include "tests/bench/floor.h"
#include "tests/bench/image_batch.h"

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace interleave::bench {

namespace {

namespace fs = std::filesystem;

// Details of all sizes, each half as strong as those of twice its size, and a sensor's grain.
class Photographs
{
public:
    [[nodiscard]] const cv::Mat& photograph(std::uint64_t number)
    {
        constexpr int kLargest = 512;
        constexpr double kGrain = 3;
        cv::RNG random(number + 1);
        m_sum.setTo(0);
        for (int size = kLargest; size >= 2; size /= 2) {
            cv::Mat detail(kBatchHeight / size + 1, kBatchWidth / size + 1, m_sum.type());
            random.fill(detail, cv::RNG::NORMAL, 0, 0.1 * size);
            cv::resize(detail, m_part, m_sum.size(), 0, 0, cv::INTER_CUBIC);
            m_sum += m_part;
        }
        random.fill(m_part, cv::RNG::NORMAL, 0, kGrain);
        m_sum += m_part;
        m_sum.convertTo(m_photograph, CV_8U, 1, 128);
        return m_photograph;
    }

private:
    cv::Mat m_sum = cv::Mat(kBatchHeight, kBatchWidth, CV_32FC3);
    cv::Mat m_part;
    cv::Mat m_photograph;
};

void make(const fs::path& folder, int count)
{
    Photographs photographs;
    for (int i = 0; i < count; ++i) {
        const cv::Mat& photograph = photographs.photograph(static_cast<std::uint64_t>(i));
        if (!cv::imwrite(folder / (std::to_string(i) + ".jpg"), photograph))
            giveUp("a photograph cannot be written");
    }
}

void makeLarge(const fs::path& folder)
{
    const cv::Mat one = Photographs().photograph(0).clone();
    const cv::Mat many
        = cv::repeat(one, kLargeHeight / kBatchHeight + 1, kLargeWidth / kBatchWidth + 1);
    if (!cv::imwrite(folder / "large.jpg", many(cv::Rect(0, 0, kLargeWidth, kLargeHeight))))
        giveUp("the large photograph cannot be written");
}

void filter(const fs::path& input, const fs::path& output)
{
    const cv::Mat picture = cv::imread(input);
    if (picture.empty())
        giveUp("OpenCV cannot read a photograph");
    cv::Mat result;
    cv::GaussianBlur(picture, result, cv::Size(0, 0), kBatchSigma);
    if (!cv::imwrite(output, result, {cv::IMWRITE_JPEG_QUALITY, kBatchQuality}))
        giveUp("OpenCV cannot write a photograph");
}

void run(const fs::path& input, const fs::path& output, int processes)
{
    const std::vector<fs::directory_entry> files{fs::directory_iterator(input), {}};
    const double ns = together(processes, [&](int rank) {
        for (auto i = static_cast<std::size_t>(rank); i < files.size();
             i += static_cast<std::size_t>(processes))
            filter(files[i].path(), output / files[i].path().filename());
    });
    std::printf("%.0f\n", ns);
}

} // namespace

} // namespace interleave::bench

int main(int argc, char** argv)
{
    using namespace interleave::bench;
    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    cv::setNumThreads(1);
    if (arguments.size() == 3 && arguments[0] == "make")
        make(arguments[1], std::stoi(argv[3]));
    else if (arguments.size() == 2 && arguments[0] == "make-large")
        makeLarge(arguments[1]);
    else if (arguments.size() == 4 && arguments[0] == "run")
        run(arguments[1], arguments[2], std::stoi(argv[4]));
    else
        giveUp("opencv-batch: make FOLDER COUNT, make-large FOLDER, or run INPUT OUTPUT PROCESSES");
    return 0;
}
