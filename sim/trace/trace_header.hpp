#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace roundwatt {

inline constexpr char trace_filetype[] = "roundwatt trace";
inline constexpr char former_trace_filetype[] = "fedjoule trace";  ///< until version 0.1
inline constexpr char trace_format_version[] = "1.5";

/// The root attributes of a trace: what it was made by and from. Nothing here depends on the clock on the wall, the machine or
/// a path.
struct TraceHeader {
  std::string format_version = trace_format_version;
  std::string program_version;
  std::string git_commit;
  std::string simgrid_version;
  std::uint64_t seed = 0;
  std::string start_utc;      ///< calendar time of t = 0, ISO 8601
  std::string name;           ///< of the scenario
  std::string mode;           ///< how it is trained: synchronous, asynchronous, hierarchical, centralized, gossip
  std::string scenario_yaml;  ///< resolved, whole
  std::string platform_sha256;
  std::string network_model;  ///< the model and its factors, in words
  std::string depends_on;     ///< comma-separated keys through which the run itself used grid or calendar; empty for none
  double bucket_s = 3600;     ///< width of the UTC buckets of /energy/links
  std::optional<double> spectral_gap;        ///< of the peers' mixing matrix, in mode gossip
  std::optional<std::int64_t> test_samples;  ///< on which accuracies were measured, where models are trained
  double end_s = 0;                          ///< length of the run; of an incomplete trace, the instant of the last flush
  std::string end_reason;                    ///< the stop that held; empty in an incomplete trace
  bool complete = false;                     ///< false until the run has ended and everything is in the file

  /// Whether the format is a later 1.x than the one that this program writes.
  bool is_of_later_format() const;
};

}  // namespace roundwatt
