#pragma once

#include "sim/base/embedded_file.hpp"

namespace roundwatt {

/// The files of analysis/report/page.
const std::vector<EmbeddedFile>& page_files();

/// vega, vega-lite and vega-embed, minified, in this order; empty when they were not there at the build.
const std::vector<EmbeddedFile>& chart_libraries();

}  // namespace roundwatt
