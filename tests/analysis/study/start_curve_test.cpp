#include "analysis/study/start_curve.hpp"

#include <fmt/format.h>
#include <rapidcheck.h>

#include "sim/base/error.hpp"
#include "tests/analysis/carbon/accounted.hpp"
#include "tests/catch.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

constexpr double hour_s = 3600;

/// One kilowatt-hour in an hour from midnight on, at a PUE of 1.5.
StartCurve curve_of(const std::string& rows, double within_s, double step_s) {
  const Accounted run{one_kilowatt_hour("FRA")};
  const GridChoice choice = grid(rows);
  return find_start(*run.energy, assign_grids(*run.energy, choice), {Seconds{within_s}, Seconds{step_s}});
}

}  // namespace

TEST_CASE("the best start is where the run's hour is the cleanest") {
  const std::string rows =
      "FRA,2021-02-16T00:00Z,400,2021,average\nFRA,2021-02-16T01:00Z,300,2021,average\nFRA,2021-02-16T02:00Z,100,2021,average\n"
      "FRA,2021-02-16T03:00Z,500,2021,average\n";
  const StartCurve curve = curve_of(rows, 2 * hour_s, hour_s / 2);
  REQUIRE(curve.starts.size() == 5);
  CHECK(curve.starts[0].grams == soft(600));
  CHECK(curve.starts[1].grams == soft(1.5 * 350));
  CHECK(curve.starts[3].grams == soft(1.5 * 200));
  CHECK(curve.best().grams == soft(150));
  CHECK(utc_text(curve.best().start) == "2021-02-16T02:00:00Z");
  CHECK(curve.mean_grams() == soft(1.5 * (400 + 350 + 300 + 200 + 100) / 5));
  CHECK_FALSE(curve.grid_ends);
}

TEST_CASE("starts whose run would outlast the data are not looked at") {
  const StartCurve curve =
      curve_of("FRA,2021-02-16T00:00Z,400,2021,average\nFRA,2021-02-16T01:00Z,300,2021,average\n", 24 * hour_s, hour_s);
  CHECK(curve.starts.size() == 2);
  CHECK(utc_text(curve.grid_ends.value()) == "2021-02-16T02:00:00Z");
}

TEST_CASE("on a grid that never changes there is no better start") {
  CHECK_THROWS_WITH(curve_of("FRA,,400,2023,average\n", 24 * hour_s, hour_s),
                    ContainsSubstring("every start is as good as any"));
}

TEST_CASE("a later start emits what the same trace with that start does") {
  CHECK(rc::check("brute force", [] {
    std::string rows = "FRA,2021-02-15T00:00Z,50,2021,average\nCHN,2021-02-15T00:00Z,70,2021,average\n";
    for (int step = 0; step < 40; ++step) {
      for (const char* zone : {"FRA", "CHN"}) {
        const UtcTime from{parse_utc("2021-02-16T00:00Z").value().epoch_s + 17.0 * step};
        rows += fmt::format("{},{},{},2021,average\n", zone, utc_text(from), *rc::gen::inRange(0, 900));
      }
    }
    const GridChoice choice = grid(rows);
    const auto boundary = static_cast<Boundary>(*rc::gen::inRange(0, 3));
    HandTrace written = *rc::gen::arbitrary<bool>() ? one_round_on_battery(90) : one_round();
    const Accounted run{written, boundary};
    const StartCurve curve = find_start(*run.energy, assign_grids(*run.energy, choice), {Seconds{500}, Seconds{23}});
    for (int sample = 0; sample < 4; ++sample) {
      const LaterStart& start = curve.starts.at(*rc::gen::inRange<std::size_t>(0, curve.starts.size()));
      written.header.start_utc = utc_text(start.start);
      const Accounted later{written, boundary};
      RC_ASSERT(account_carbon(*later.energy, assign_grids(*later.energy, choice)).total.grams == soft(start.grams));
    }
  }));
}
