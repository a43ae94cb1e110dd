#include "sim/learning/partition_checks.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/error.hpp"

namespace roundwatt {

void check_positive(std::string_view key, double value) {
  if (!(value > 0 && value <= 1e9)) throw UserError{fmt::format("{} = {} must be a number above 0, at most 1e9.", key, value)};
}

void check_clients(std::size_t clients, std::size_t samples, std::size_t min_samples) {
  if (clients < 1) throw UserError{"clients = 0: a partition needs at least 1."};
  if (clients > samples) {
    throw UserError{fmt::format(
        "clients = {}, but there are only {} samples, and each goes to one client. Lower it, or take the partition resampled.",
        clients, samples)};
  }
  if (min_samples > samples / clients) {
    throw UserError{fmt::format("min_samples = {} for each of {} clients: there are only {} samples. Lower one of them.",
                                min_samples, clients, samples)};
  }
}

std::size_t least_of(const std::vector<std::size_t>& sizes) { return *std::min_element(sizes.begin(), sizes.end()); }

void check_least(const std::vector<std::size_t>& sizes, std::size_t min_samples) {
  const auto least = std::min_element(sizes.begin(), sizes.end());
  if (*least >= min_samples) return;
  throw UserError{fmt::format("min_samples = {}, but client {} gets {}. Lower it, or the number of clients.", min_samples,
                              least - sizes.begin(), *least)};
}

void refuse_minimum(std::size_t min_samples, std::size_t best_least) {
  throw UserError{fmt::format(
      "min_samples = {} was not reached in {} draws: in the best one the smallest client has {}. Lower it or the number "
      "of clients, or make the partition less skewed.",
      min_samples, most_draws, best_least)};
}

}  // namespace roundwatt
