#include "sim/learning/client_samples.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/base/client_column.hpp"
#include "sim/base/csv.hpp"
#include "sim/base/error.hpp"
#include "sim/base/nearest_word.hpp"
#include "sim/base/unit.hpp"

namespace roundwatt {

namespace {

double at_quantile(const std::vector<double>& quantiles, double probability) {
  const double position = probability * static_cast<double>(quantiles.size() - 1);
  const auto below = std::min(static_cast<std::size_t>(position), quantiles.size() - 2);
  const double share = position - static_cast<double>(below);
  return quantiles[below] + share * (quantiles[below + 1] - quantiles[below]);
}

/// A whole number of at least \p least, or nothing.
std::optional<std::int64_t> whole_number(const std::string& text, std::int64_t least) {
  const auto number = parse_number(text);
  if (!number || *number != std::floor(*number) || *number < static_cast<double>(least) || *number > 9e15) return std::nullopt;
  return static_cast<std::int64_t>(*number);
}

}  // namespace

std::vector<std::int64_t> samples_by_quantiles(const std::vector<double>& quantiles, std::size_t clients, RandomStream stream) {
  std::vector<std::size_t> rank(clients);
  std::iota(rank.begin(), rank.end(), std::size_t{0});
  for (std::size_t i = clients; i > 1; --i) std::swap(rank[i - 1], rank[stream.below(i)]);
  std::vector<std::int64_t> samples(clients);
  for (std::size_t i = 0; i < clients; ++i) {
    const double probability = (static_cast<double>(rank[i]) + 0.5) / static_cast<double>(clients);
    samples[i] = std::llround(at_quantile(quantiles, probability));
  }
  return samples;
}

ClientSamples samples_from_csv(const std::string& file, const std::vector<std::string>& devices) {
  const CsvTable table = read_csv(file);
  check_columns(table, {ClientColumn::name_in(table), "samples"}, {});
  const ClientColumn owner{table, devices};
  const auto samples = table.column("samples");
  const bool by_name = owner.is_name(table.rows.front());
  // By number there is a client a row; by name any device may have one.
  std::vector<std::int64_t> sizes(by_name ? devices.size() : table.rows.size(), 0);
  ProblemList problems{most_csv_problems};
  for (const CsvRow& row : table.rows) {
    const auto client = owner.client_of(row, sizes.size());
    const auto size = whole_number(row.cells[*samples], 1);
    if (owner.is_name(row) != by_name) {
      problems.add(file, row.line,
                   fmt::format("'{}' {}, but the first row {}. Say it alike in all rows.", owner.cell(row),
                               by_name ? "is a number" : "is a name", by_name ? "names a device" : "has a number"));
    } else if (!client && by_name) {
      problems.add(file, row.line,
                   fmt::format("'{}' is no device that federation.devices admits.{}", owner.cell(row),
                               did_you_mean(owner.cell(row), devices)));
    } else if (!client) {
      problems.add(file, row.line,
                   fmt::format("client = '{}' must be a whole number from 0 to {}: each client has one row.", owner.cell(row),
                               sizes.size() - 1));
    } else if (!size) {
      problems.add(file, row.line,
                   fmt::format("samples = '{}' must be a whole number from 1 to 9e15.{}", row.cells[*samples],
                               comma_advice(row.cells[*samples])));
    } else if (sizes[*client] != 0) {
      problems.add(file, row.line, fmt::format("client {} has a row already. Remove one.", owner.cell(row)));
    } else {
      sizes[*client] = *size;
    }
  }
  problems.throw_if_any();
  if (!by_name) return {std::move(sizes), {}};
  ClientSamples named;
  for (std::size_t device = 0; device < sizes.size(); ++device) {
    if (sizes[device] == 0) continue;
    named.sizes.push_back(sizes[device]);
    named.devices.push_back(device);
  }
  return named;
}

}  // namespace roundwatt
