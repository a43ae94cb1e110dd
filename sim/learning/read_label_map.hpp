#pragma once

#include <filesystem>

#include "sim/learning/data_splits.hpp"

namespace roundwatt {

/// A data map in FedScale's CSV layout (Lai et al. 2022): a header, then client_id, sample_path, label_name, label_id. As
/// there, the first column is the client and the last one the label, whatever their names. The training set has labels and no
/// features, the clients stand in the order of their first sample; there is no test set. Files of up to 256 MiB. \throws
/// UserError with the first twenty problems and their number.
DataSplits read_label_map(const std::filesystem::path& file);

}  // namespace roundwatt
