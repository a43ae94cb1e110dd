#include "analysis/carbon/embodied.hpp"

#include <limits>

#include "tests/analysis/carbon/accounted.hpp"
#include "tests/catch.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

constexpr double year_s = 8760 * 3600.0;

double embodied(const HandTrace& written, Boundary boundary) {
  const Accounted run{written, boundary};
  const GridChoice choice = grid("FRA,,60,2023,average\nCHN,,600,2023,average\n");
  return account_carbon(*run.energy, assign_grids(*run.energy, choice)).total.embodied_g;
}

}  // namespace

TEST_CASE("a server of 1000 kg and four years answers for 28.54 g an hour, whatever its PUE") {
  HandTrace written = one_kilowatt_hour("FRA");
  written.hosts[0].embodied_kg = 1000;
  written.hosts[0].lifetime_s = 4 * year_s;
  // 1e6 g / 35040 h
  CHECK(embodied(written, Boundary::participation) == soft(28.538812785388));
  CHECK(embodied(written, Boundary::fleet) == soft(28.538812785388));
  CHECK(embodied(written, Boundary::incremental) == 0);
  written.hosts[0].reserved_share = 0.25;
  CHECK(embodied(written, Boundary::participation) == soft(28.538812785388 / 4));
}

TEST_CASE("devices answer for the seconds in which they take part and links for those in which they carry") {
  HandTrace written = one_round();
  written.hosts[1].embodied_kg = 100;
  written.hosts[1].lifetime_s = year_s;
  // 30 s of 100 s.
  CHECK(embodied(written, Boundary::participation) == soft(1e5 * 30 / year_s));
  CHECK(embodied(written, Boundary::fleet) == soft(1e5 * 100 / year_s));
  written.hosts[1].embodied_kg = std::numeric_limits<double>::quiet_NaN();
  written.links[0].embodied_kg = 16;
  written.links[0].lifetime_s = 4 * year_s;
  // Busy for 20 s, a router share of 0.5.
  CHECK(embodied(written, Boundary::participation) == soft(16e3 * 20 * 0.5 / (4 * year_s)));
  CHECK(embodied(written, Boundary::fleet) == soft(16e3 * 100 / (4 * year_s)));
}

TEST_CASE("what is counted and what the platform does not say are named") {
  HandTrace written = one_round();
  written.links[0].embodied_kg = 16;
  written.links[0].lifetime_s = 4 * year_s;
  const Accounted run{written};
  const EmbodiedCoverage coverage = embodied_coverage(*run.energy);
  CHECK(coverage.counted == "1 x access point");
  CHECK(coverage.missing == "1 x cpu-server, 1 x jetson-tx2");
}

TEST_CASE("software carbon intensity is by run and round and correct prediction") {
  HandTrace written = one_round();
  written.header.test_samples = 200;
  const Accounted run{written};
  const auto scores = carbon_intensity_scores(*run.trace, 10);
  REQUIRE(scores.size() == 3);
  CHECK(scores[1].unit == "round");
  CHECK(scores[1].grams == soft(10));
  CHECK(scores[2].grams == soft(10. / 100));  // an accuracy of 0.5
}
