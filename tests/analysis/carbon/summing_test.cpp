#include <algorithm>
#include <cmath>
#include <random>

#include "tests/analysis/carbon/accounted.hpp"
#include "tests/catch.hpp"

using namespace roundwatt;

namespace {

constexpr int interval_count = 3000;

/// Intervals of odd powers and lengths, in rounds and outside of them, over six hours of two grids.
HandTrace many_intervals() {
  HandTrace written = one_round();
  written.header.end_s = 6 * 3600;
  written.host_energy.clear();
  std::mt19937 random{1};
  const auto up_to = [&random](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
  for (int i = 0; i < interval_count; ++i) {
    const double start_s = up_to(20'000) / 1.1;
    const double end_s = start_s + 1 + up_to(3000) / 1.3;
    const IntervalPowers powers{up_to(900) / 7.0, up_to(900) / 3.0, up_to(90) / 3.0, up_to(90) / 7.0};
    const auto activity = static_cast<Activity>(up_to(10));
    written.host_energy.push_back(interval(up_to(2), up_to(9) - 1, activity, start_s, end_s, powers));
  }
  std::sort(written.host_energy.begin(), written.host_energy.end(),
            [](const auto& a, const auto& b) { return a.end_s < b.end_s; });
  return written;
}

GridChoice hourly() {
  std::string rows;
  for (int hour = 0; hour < 8; ++hour) {
    for (const char* zone : {"FRA", "CHN"}) {
      rows += std::string{zone} + ",2021-02-16T0" + std::to_string(hour) + ":00Z," + std::to_string(50 + 37 * hour) +
              ",2021,average\n";
    }
  }
  return grid(rows);
}

/// Every number of a ledger, in order.
std::vector<double> numbers(const CarbonLedger& ledger) {
  std::vector<double> all;
  const auto take = [&](const CarbonAmount& amount) {
    for (const double number : {amount.it_j, amount.meter_j, amount.grams, amount.embodied_g}) all.push_back(number);
  };
  take(ledger.total);
  for (const SiteFactors& site : ledger.factors) take(site.amount);
  for (const CarbonBreakdown& breakdown : ledger.breakdowns) {
    for (const CarbonShare& share : breakdown.parts) take(share.amount);
  }
  return all;
}

}  // namespace

TEST_CASE("threads change no bit of a ledger and blocks of rows none but the last") {
  const Accounted run{many_intervals()};
  const GridChoice choice = hourly();
  const std::vector<BreakdownRequest> requests{
      {Facet::site}, {Facet::activity}, {Facet::round, Facet::hour}, {Facet::client, Facet::round}, {Facet::outcome}};
  const auto ledger = [&](std::size_t threads, std::uint64_t block_rows) {
    return numbers(account_carbon(*run.energy, assign_grids(*run.energy, choice), requests, {threads, block_rows}));
  };
  const std::vector<double> alone = ledger(1, 100);
  REQUIRE(alone.size() > 300);
  for (const std::size_t threads : {2U, 3U, 16U}) CHECK(ledger(threads, 100) == alone);
  for (const std::uint64_t rows : {1U, 7U, 2999U, 8192U}) {
    const std::vector<double> other = ledger(2, rows);
    REQUIRE(other.size() == alone.size());
    double worst = 0;
    for (std::size_t i = 0; i < alone.size(); ++i) {
      worst = std::max(worst, std::abs(other[i] - alone[i]) / std::max(1.0, std::abs(alone[i])));
    }
    CHECK(worst < 1e-12);
  }
}
