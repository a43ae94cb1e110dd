#include "sim/learning/read_label_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "sim/base/csv.hpp"
#include "sim/base/error.hpp"
#include "sim/base/unit.hpp"
#include "sim/learning/bounded_file.hpp"
#include "sim/learning/label_check.hpp"

namespace roundwatt {

namespace {

class LabelMapReader {
 public:
  explicit LabelMapReader(const std::filesystem::path& file)
      : file_{file}, table_{parse_csv(read_bounded_file(file, most_data_bytes / 4), file.string())} {
    splits_.train.name = file.stem().string();
  }

  DataSplits read() {
    if (table_.header.size() < 2) problems_.add(file_, table_.header_line, "needs a column of clients and one of labels.");
    if (table_.rows.empty()) problems_.add(file_, 0, "has no rows below its header.");
    problems_.throw_if_any();
    for (const CsvRow& row : table_.rows) add(row);
    problems_.throw_if_any();
    const auto& labels = splits_.train.labels;
    splits_.train.classes = *std::max_element(labels.begin(), labels.end()) + 1;
    return std::move(splits_);
  }

 private:
  void add(const CsvRow& row) {
    const auto label = as_label(parse_number(row.cells.back()).value_or(std::numeric_limits<double>::quiet_NaN()));
    const std::string& client = row.cells.front();
    if (client.empty()) problems_.add(file_, row.line, fmt::format("{} is blank. Name the client.", table_.header.front()));
    if (!label) {
      problems_.add(file_, row.line,
                    fmt::format("{} = '{}' is no label: those are whole numbers from 0 to {}.", table_.header.back(),
                                row.cells.back(), most_classes - 1));
    }
    const auto [place, is_new] = client_at_.try_emplace(client, splits_.clients.names.size());
    if (is_new) {
      splits_.clients.names.push_back(client);
      splits_.clients.rows.emplace_back();
    }
    splits_.clients.rows[place->second].push_back(static_cast<SampleRow>(splits_.train.labels.size()));
    splits_.train.labels.push_back(label.value_or(0));
  }

  std::filesystem::path file_;
  CsvTable table_;
  ProblemList problems_{most_csv_problems};
  std::map<std::string, std::size_t> client_at_;
  DataSplits splits_;
};

}  // namespace

DataSplits read_label_map(const std::filesystem::path& file) { return LabelMapReader{file}.read(); }

}  // namespace roundwatt
