#pragma once

#include <string>

#include "sim/trace/hdf5_handle.hpp"
#include "sim/trace/trace_header.hpp"

namespace roundwatt {

/// Reads the root attributes of a trace and the scenario's text. \throws UserError, naming \p file_name, when it is another
/// kind of file, of a format version that this program does not know, or lacks one of them.
TraceHeader read_header(hid_t file, const std::string& file_name);

}  // namespace roundwatt
