#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "sim/trace/schema.hpp"
#include "sim/trace/trace_header.hpp"

namespace roundwatt {

/// Writes a trace while the run goes on: rows leave through buffers of one chunk; what the last flush made safe can be read
/// after a crash. docs/formats/trace.md says how.
class TraceWriter {
 public:
  /// Creates \p file. \throws UserError when it exists or cannot be created.
  TraceWriter(const std::filesystem::path& file, const TraceHeader& header);
  ~TraceWriter();
  TraceWriter(const TraceWriter&) = delete;
  TraceWriter& operator=(const TraceWriter&) = delete;

  /// Appends a row to the table of its type, at simulated time \p now_s; every flush_rows rows everything so far is made safe.
  /// \throws RunError when the disk is full: the file then stands as the last flush left it, and nothing more is written.
  template <class Row>
  void append(const Row& row, double now_s);

  /// Makes safe what has been written, for a run that fails at \p now_s; the trace stays incomplete.
  void keep(double now_s);
  /// Makes the trace complete: \p end_s is the length of the run, \p end_reason the stop that held.
  void finish(double end_s, const std::string& end_reason);

  static constexpr std::uint64_t flush_rows = 16384;

 private:
  class File;
  std::unique_ptr<File> impl_;
};

}  // namespace roundwatt
