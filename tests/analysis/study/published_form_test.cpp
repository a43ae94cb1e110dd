#include "analysis/study/published_form.hpp"

#include "sim/base/error.hpp"
#include "tests/analysis/carbon/accounted.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

const GridChoice& milligram_a_joule_in_china() {
  static const GridChoice choice = grid("FRA,,360,2023,average\nCHN,,3600,2023,average\n");
  return choice;
}

const PublishedFormInputs home_line{{{"CHN", {2e6, 1e6}}}, 7.5};

}  // namespace

TEST_CASE("a federated run in the published form: training devices, and bytes over rates") {
  const Accounted run{one_round()};
  const FormGrams form = published_form(*run.trace, milligram_a_joule_in_china(), home_line);
  // 50 W x 10 s of training; 10 MB / 2 MB/s + 10 MB / 1 MB/s = 15 s of 7.5 W and 5 W.
  CHECK(form.training == soft(0.5));
  CHECK(form.communication == soft(0.1875));
  CHECK(form.server == 0);
}

TEST_CASE("ours beside it adds up to what carbon says") {
  const Accounted run{one_round()};
  const FormGrams own = own_form(*run.energy, assign_grids(*run.energy, milligram_a_joule_in_china()));
  // Device 6 W x 10 s down, 7 W x 10 s up; router 20 s of 8 W x 0.5 and 2 W.
  CHECK(own.training == soft(0.5));
  CHECK(own.communication == soft(0.13 + 0.12));
  CHECK(own.server == soft(0.3));
  CHECK(own.total() == soft(1.05));
}

TEST_CASE("a centralized run in the published form is PUE times power times time") {
  HandTrace written = one_kilowatt_hour("FRA");
  written.host_energy[0].activity = Activity::train;
  const Accounted run{written};
  const FormGrams form = published_form(*run.trace, milligram_a_joule_in_china(), {});
  CHECK(form.training == soft(540));
  CHECK(form.total() == soft(540));
  CHECK(own_form(*run.energy, assign_grids(*run.energy, milligram_a_joule_in_china())).training == soft(540));
}

TEST_CASE("the published form needs lines and participations") {
  HandTrace written = one_round();
  const Accounted run{written};
  CHECK_THROWS_WITH(published_form(*run.trace, milligram_a_joule_in_china(), {}),
                    ContainsSubstring("--line CHN=224Mbps:114Mbps"));
  written.participations.clear();
  const Accounted without{written};
  CHECK_THROWS_WITH(published_form(*without.trace, milligram_a_joule_in_china(), home_line),
                    ContainsSubstring("trace.participations: true"));
}
