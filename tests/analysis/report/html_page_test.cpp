#include "analysis/report/html_page.hpp"

#include "analysis/report/page_assets.hpp"
#include "tests/catch.hpp"

using namespace roundwatt;

namespace {

Page page_called(const std::string& title) {
  Page page;
  page.title = title;
  page.headline = "a & b";
  page.charts = {{"waste", "Waste", "words", {{{"outcome", title}, {"energy", 1.5}, {"co2e", 2}}}},
                 {"tail", "Nothing", "words", nlohmann::json::array()}};
  page.units = {{"@time", "minutes"}, {"@energy", "Wh"}, {"@carbon", "g"}};
  page.scenario = "name: </pre><b>";
  return page;
}

std::size_t count_of(const std::string& text, const std::string& word) {
  std::size_t count = 0;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("whatever a scenario is called stays text") {
  const std::string html = render_page(page_called("<script>alert(1)</script>"));
  CHECK(count_of(html, "<script>alert") == 0);
  CHECK_THAT(html, ContainsSubstring("<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>"));
  CHECK_THAT(html, ContainsSubstring("name: &lt;/pre&gt;&lt;b&gt;"));
  CHECK_THAT(html, ContainsSubstring("a &amp; b"));
  CHECK(escaped_html("'\"") == "&#39;&quot;");
}

TEST_CASE("a chart has its rows beside it and one without rows is left out") {
  const std::string html = render_page(page_called("run"));
  CHECK_THAT(html, ContainsSubstring("<td class=\"number\">1.5</td>"));
  CHECK_THAT(html, !ContainsSubstring("title-tail"));
}

TEST_CASE("a page needs nothing from anywhere") {
  const std::string html = render_page(page_called("run"));
  for (const char* source : {"src=", "<link", "@import", "url("}) {
    const std::string own = html.substr(0, html.find("id=\"data\""));  // the libraries speak of such things
    CHECK(count_of(own, source) == 0);
  }
  const bool drawn = !chart_libraries().empty();
  CHECK(count_of(html, "id=\"chart-waste\"") == (drawn ? 1 : 0));
  if (drawn) {
    CHECK_THAT(html, ContainsSubstring("Wh at the meter"));
  } else {
    CHECK_THAT(html, ContainsSubstring("Charts are left out"));
  }
}

TEST_CASE("all specifications of charts are JSON with the rows of the page") {
  for (const EmbeddedFile& asset : page_files()) {
    if (!asset.name.ends_with(".json")) continue;
    const auto spec = nlohmann::json::parse(asset.bytes);
    CHECK(spec["data"]["name"] == "rows");
  }
}
