// The folders and names of an image run, from its experiment's parameters.
#pragma once

#include "core/model/experiment.h"
#include "core/workload/image/journal_entries.h"
#include "core/workload/image/result_names.h"
#include "core/workload/image/sample_series.h"

namespace interleave {

/// Of a folder, of one picture, or of a list of them: then the folder is its own.
[[nodiscard]] PictureSearch pictureSearchOf(const Experiment& experiment);
[[nodiscard]] ResultPlace resultPlaceOf(const Experiment& experiment);
/// Of the pictures that it makes where there is no folder.
[[nodiscard]] SampleSeries sampleSeriesOf(const Experiment& experiment);
/// All on which the contents of its results depend, beside the pictures.
[[nodiscard]] BatchSettings batchSettingsOf(const Experiment& experiment);

} // namespace interleave
