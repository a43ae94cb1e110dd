#pragma once

#include <filesystem>
#include <string>

namespace roundwatt {

/// The headless browser that draws charts outside of a page: ROUNDWATT_BROWSER, else the first of chromium, chromium-browser
/// and google-chrome in the path. \throws UserError, saying how to get one, when there is none.
std::filesystem::path find_browser();

/// The document of \p page as it stands when its scripts have run, from a browser without network. \throws RunError when the
/// browser fails. Its files go to the folder of \p page, which is the caller's to remove.
std::string document_in_browser(const std::filesystem::path& browser, const std::filesystem::path& page);

}  // namespace roundwatt
