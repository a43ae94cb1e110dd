#pragma once

#include <string_view>
#include <vector>

namespace roundwatt {

/// A file of analysis/report/page, as it was when the program was built.
struct PageAsset {
  std::string_view name, text;
};

const std::vector<PageAsset>& page_assets();

/// vega, vega-lite and vega-embed, minified, in this order; empty when they were not there at the build.
const std::vector<std::string_view>& chart_libraries();

}  // namespace roundwatt
