#include "analysis/cli/chart_files.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "analysis/cli/browser.hpp"
#include "analysis/cli/output_text.hpp"
#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

/// A folder of our own that goes with all that is in it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "roundwatt-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw RunError{fmt::format("no temporary folder: {}", std::strerror(errno))};
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// What the page's script left: names of charts, and each as SVG or what went wrong.
nlohmann::json drawings_in(const std::string& document) {
  constexpr std::string_view begin = "<script type=\"application/json\" id=\"drawings\">";
  const std::size_t at = document.find(begin);
  if (at == std::string::npos) throw RunError{"the browser did not draw the charts"};
  const std::size_t from = at + begin.size();
  return nlohmann::json::parse(document.substr(from, document.find("</script>", from) - from));
}

}  // namespace

std::filesystem::path find_chart_browser() {
  if (!can_draw_charts()) {
    throw UserError{
        "this program was built without chart libraries: run `cmake -P analysis/report/fetch_charts.cmake` and build again"};
  }
  return find_browser();
}

void write_chart_files(const Page& page, const std::filesystem::path& browser, const std::filesystem::path& folder) {
  std::error_code trouble;
  std::filesystem::create_directories(folder, trouble);
  if (trouble) throw UserError{std::vector{Problem{folder.string(), 0, fmt::format("cannot be made: {}.", trouble.message())}}};
  const TemporaryFolder temporary;
  const std::filesystem::path file = temporary.path() / "page.html";
  write_output(file.string(), render_page(page, PageUse::drawings));
  const nlohmann::json drawings = drawings_in(document_in_browser(browser, file));
  for (const PageChart& chart : page.charts) {
    const std::string& id = chart.id;
    if (!drawings.contains(id)) continue;  // it has no rows
    const nlohmann::json& drawing = drawings[id];
    if (!drawing.contains("svg"))
      throw RunError{fmt::format("the chart {} cannot be drawn: {}", id, drawing.value("error", ""))};
    write_output((folder / (id + ".svg")).string(), drawing["svg"].get<std::string>() + "\n", "--svg");
  }
}

}  // namespace roundwatt
