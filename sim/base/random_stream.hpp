#pragma once

#include <Random123/philox.h>

#include <cstdint>
#include <limits>
#include <string_view>

namespace roundwatt {

/// A stream of random bits of its own for each purpose: (seed, name, key) always gives the same numbers, whatever other streams
/// have drawn. Counter-based (Philox 4x64-10; Salmon et al., SC 2011). Models UniformRandomBitGenerator, so Boost.Random's
/// distributions take it; the standard library's differ between implementations and are not used.
class RandomStream {
 public:
  using result_type = std::uint64_t;

  /// \p name is the purpose ("selection", "data", …); \p key1 and \p key2 tell uses of one purpose apart (round, client).
  RandomStream(std::uint64_t seed, std::string_view name, std::uint64_t key1 = 0, std::uint64_t key2 = 0);

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }
  result_type operator()();

  /// A whole number in [0, \p bound), each equally likely; \p bound ≥ 1.
  std::uint64_t below(std::uint64_t bound);

 private:
  r123::Philox4x64::key_type key_;
  r123::Philox4x64::ctr_type counter_;
  r123::Philox4x64::ctr_type block_;
  unsigned used_ = 4;
};

}  // namespace roundwatt
