#include "core/workload/image/opencv_set_up.h"

#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>

namespace interleave {

namespace {

/// OpenCV would print every exception before it throws it.
int printNothing(int, const char*, const char*, const char*, int, void*)
{
    return 0;
}

} // namespace

void setUpOpenCv()
{
    // One thread per worker: parallelism is what the pool shows, and threads must not exist before
    // a fork.
    cv::setNumThreads(1);
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    cv::redirectError(printNothing);
}

} // namespace interleave
