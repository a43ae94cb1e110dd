#include "analysis/study/accounting_choice.hpp"

#include <set>

#include "tests/analysis/carbon/accounted.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

StudiedRun studied(const HandTrace& written) {
  const Accounted run{written};
  const GridChoice choice = grid("FRA,,360,2023,average\nCHN,,3600,2023,average\n");
  return study_run(*run.energy, assign_grids(*run.energy, choice));
}

}  // namespace

TEST_CASE("shares are tried where the boundary has shares, and each way to count stands once") {
  const auto choices = accounting_choices({GridKind::average, GridKind::marginal}, {0, 1});
  CHECK(choices.size() == 2 * (9 + 2));
  CHECK(choices.front() == AccountingChoice{Boundary::participation, GridKind::average, {}, {}});
  CHECK(std::set(choices.begin(), choices.end()).size() == choices.size());
}

TEST_CASE("grams under other shares") {
  const StudiedRun run = studied(one_round());
  const auto grams = [&](std::optional<double> reserved, std::optional<double> router) {
    return *grams_under(run, {Boundary::participation, GridKind::average, reserved, router});
  };
  // 0.9 + 1.5 x reserved share at router share 0.5, of which the router's idle power is 0.08.
  CHECK(grams({}, {}) == soft(1.05));
  CHECK(grams(0, {}) == soft(0.9));
  CHECK(grams(1, {}) == soft(2.4));
  CHECK(grams({}, 1) == soft(1.13));
  CHECK(grams(0, 0) == soft(0.82));
}

TEST_CASE("routers of share 0 leave nothing to tell of another share") {
  HandTrace written = one_round();
  written.links[0].router_share = 0;
  const StudiedRun run = studied(written);
  CHECK(*grams_under(run, {Boundary::participation, GridKind::average, {}, {}}) == soft(0.97));
  CHECK_FALSE(grams_under(run, {Boundary::participation, GridKind::average, {}, 1}));
}
