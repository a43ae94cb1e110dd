#include <nlohmann/json.hpp>

#include "analysis/report/column_scale.hpp"
#include "analysis/report/latex_text.hpp"
#include "analysis/report/report.hpp"
#include "sim/base/csv.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

Report sample() {
  ReportTable table{"by_site",
                    "By site",
                    {{"site", "site"}, {"energy_j", "energy", Measure::joules}, {"rounds", "rounds", Measure::count}},
                    {{"Paris, France", 3.6e6, std::int64_t{12}}, {"Zürich", 1.8e6, std::int64_t{3}}, {"nowhere", {}, {}}},
                    "",
                    SIZE_MAX};
  ReportTable none{"by_round", "By round", {{"round", "round"}}, {}, "not possible, the trace keeps totals", SIZE_MAX};
  return {"carbon",
          {{"run \"a\"", {"INCOMPLETE"}, {{{"duration_s", "time", Measure::seconds}, 3661.0}}, {table, none}, {"held"}}}};
}

}  // namespace

TEST_CASE("people get aligned tables with one unit a column") {
  CHECK(render_text(sample()) ==
        "run \"a\"\n"
        "  !! INCOMPLETE\n"
        "  time  1 h 01 min\n"
        "\n"
        "  By site\n"
        "  site           energy [kWh]  rounds\n"
        "  Paris, France         1.000      12\n"
        "  Zürich                0.500       3\n"
        "  nowhere                   -       -\n"
        "\n"
        "  By round: not possible, the trace keeps totals.\n");
}

TEST_CASE("CSV has SI units, quotes, and one block a table") {
  CHECK(render_csv(sample()) ==
        "# run \"a\": INCOMPLETE\n"
        "# by_site\n"
        "run,site,energy_j,rounds\n"
        "\"run \"\"a\"\"\",\"Paris, France\",3600000,12\n"
        "\"run \"\"a\"\"\",Zürich,1800000,3\n"
        "\"run \"\"a\"\"\",nowhere,,\n"
        "\n"
        "# by_round\n"
        "run,round\n"
        "# run \"a\": not possible, the trace keeps totals\n"
        "\n"
        "# facts\n"
        "run,key,value\n"
        "\"run \"\"a\"\"\",duration_s,3661\n");
}

TEST_CASE("JSON has SI units and null for nothing") {
  const auto json = nlohmann::json::parse(render_json(sample()));
  const auto& run = json["results"][0];
  CHECK(json["verb"] == "carbon");
  CHECK(run["name"] == "run \"a\"");
  CHECK(run["facts"]["duration_s"] == 3661.0);
  CHECK(run["tables"]["by_site"][1]["energy_j"] == 1.8e6);
  CHECK(run["tables"]["by_site"][2]["energy_j"].is_null());
  CHECK(run["tables"]["by_round"].empty());
  CHECK(run["empty_because"]["by_round"] == "not possible, the trace keeps totals");
  CHECK(run["marks"][0] == "INCOMPLETE");
  CHECK(run["warnings"][0] == "held");
}

TEST_CASE("names that are no UTF-8 do not break JSON") {
  Report report{"info", {{"caf\xE9", {}, {}, {}, {}}}};
  CHECK(nlohmann::json::parse(render_json(report)).is_object());
}

TEST_CASE("long tables are shortened for people only") {
  ReportTable table{"by_round", "By round", {{"round", "round", Measure::count}}, {}, "", 6};
  for (std::int64_t round = 1; round <= 100; ++round) table.rows.push_back({round});
  const Report report{"carbon", {{"a", {}, {}, {table}, {}}}};
  CHECK(render_text(report) ==
        "a\n\n  By round\n  round\n      1\n      2\n      3\n      4\n"
        "  … 94 more: --csv and --json have all\n     99\n    100\n");
  CHECK_THAT(render_csv(report), ContainsSubstring("a,50\n"));
}

TEST_CASE("a scale fits the largest value and still shows the smallest") {
  const std::vector<ReportValue> values{1234567.0, 36.0, 0.0};
  const ColumnScale scale{Measure::joules, values, values};
  CHECK(scale.unit() == "Wh");
  CHECK(scale.text(1234567.0) == "342.935");
  CHECK(scale.text(36.0) == "0.010");
  CHECK(scale.text(0.0) == "0.000");
  CHECK(scale.text(0.5) == "<0.001");
  CHECK(scale.text({}) == "-");
  CHECK(value_text(Measure::share, 0.1234) == "12.34 %");
  CHECK(value_text(Measure::text, std::string{"x"}) == "x");
}

TEST_CASE("papers get booktabs tables with the units that people read") {
  CHECK(render_latex(sample()) ==
        "% needs \\usepackage{booktabs}\n"
        "\n"
        "% run \"a\"\n"
        "% INCOMPLETE\n"
        "% time: 1 h 01 min\n"
        "\n"
        "\\begin{table}\n"
        "  \\centering\n"
        "  \\caption{run \\textquotedbl{}a\\textquotedbl{}: By site. INCOMPLETE.}\n"
        "  \\begin{tabular}{lrr}\n"
        "    \\toprule\n"
        "    site & energy [kWh] & rounds \\\\\n"
        "    \\midrule\n"
        "    Paris, France & 1.000 & 12 \\\\\n"
        "    Zürich & 0.500 & 3 \\\\\n"
        "    nowhere & - & - \\\\\n"
        "    \\bottomrule\n"
        "  \\end{tabular}\n"
        "\\end{table}\n"
        "\n"
        "% By round: not possible, the trace keeps totals\n");
}

TEST_CASE("nothing in a name is a command of LaTeX") {
  CHECK(latex_text("50 % & #1_a^b~{c}\\d $<\"\n>") ==
        "50 \\% \\& \\#1\\_a\\textasciicircum{}b\\textasciitilde{}\\{c\\}\\textbackslash{}d "
        "\\$\\textless{}\\textquotedbl{} \\textgreater{}");
  CHECK(latex_text("g CO2e") == "g CO\\textsubscript{2}e");
  Report report = sample();
  report.sections[0].name = "a\nb";
  CHECK_THAT(render_latex(report), ContainsSubstring("% a b\n"));  // not out of its comment
}

TEST_CASE("a long table is shortened for papers as for people") {
  Report report = sample();
  ReportTable& table = report.sections[0].tables[0];
  table.most_shown = 2;
  CHECK_THAT(render_latex(report), ContainsSubstring("Paris") && ContainsSubstring("\\multicolumn{3}{l}{\\dots\\ 1 more}"));
}
