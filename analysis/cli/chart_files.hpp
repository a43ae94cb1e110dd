#pragma once

#include <filesystem>

#include "analysis/report/html_page.hpp"

namespace roundwatt {

/// The browser that draws charts. \throws UserError when there is none, or the program was built without chart libraries.
std::filesystem::path find_chart_browser();

/// Draws the charts of \p page in \p browser and writes each that has rows as \p folder/ID.svg, in light colours. \throws
/// UserError when the folder cannot be made; RunError when a chart cannot be drawn.
void write_chart_files(const Page& page, const std::filesystem::path& browser, const std::filesystem::path& folder);

}  // namespace roundwatt
