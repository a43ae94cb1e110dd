#include "sim/base/random_stream.hpp"

#include <boost/random/uniform_int_distribution.hpp>

namespace roundwatt {

namespace {

/// FNV-1a, 64 bits: the same on every machine, unlike std::hash.
std::uint64_t stable_hash(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char letter : text) {
    hash ^= static_cast<unsigned char>(letter);
    hash *= 1099511628211ULL;
  }
  return hash;
}

}  // namespace

RandomStream::RandomStream(std::uint64_t seed, std::string_view name, std::uint64_t key1, std::uint64_t key2)
    : key_{{seed, stable_hash(name)}}, counter_{{0, key1, key2, 0}}, block_{} {}

RandomStream::result_type RandomStream::operator()() {
  if (used_ == 4) {
    block_ = r123::Philox4x64{}(counter_, key_);
    ++counter_[0];
    used_ = 0;
  }
  return block_[used_++];
}

std::uint64_t RandomStream::below(std::uint64_t bound) {
  return boost::random::uniform_int_distribution<std::uint64_t>{0, bound - 1}(*this);
}

}  // namespace roundwatt
