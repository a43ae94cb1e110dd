#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "sim/base/random_stream.hpp"

namespace roundwatt {

/// Damages a binary file as disks, transfers and ill will do. The same seed does the same damage.
class BytesMutator {
 public:
  BytesMutator(std::uint64_t seed, std::string bytes) : stream_{seed, "bytes"}, bytes_{std::move(bytes)} {}

  std::string mutate() {
    for (std::uint64_t damages = 1 + stream_.below(6); damages > 0 && !bytes_.empty(); --damages) damage();
    return bytes_;
  }

  /// What was done, for messages.
  const std::string& story() const { return story_; }

 private:
  void damage() {
    const std::size_t at = somewhere();
    switch (stream_.below(7)) {
      case 0:
        tell("bit flipped", at);
        bytes_[at] = static_cast<char>(bytes_[at] ^ (1 << stream_.below(8)));
        break;
      case 1:
        tell("byte replaced", at);
        bytes_[at] = static_cast<char>(stream_.below(256));
        break;
      case 2:
        tell("eight bytes made a telling number", at);
        put_number(at, telling_number());
        break;
      case 3:
        tell("block zeroed", at);
        std::fill_n(bytes_.begin() + static_cast<std::ptrdiff_t>(at), length_from(at, 600), '\0');
        break;
      case 4:
        tell("block copied from elsewhere", at);
        copy_block(somewhere(), at);
        break;
      case 5:
        tell("address raised or lowered", at);
        put_number(at, get_number(at) + stream_.below(4097) - 2048);
        break;
      case 6:
        if (stream_.below(4) != 0) return damage();  // the coarsest damage is the dullest
        tell("cut", at);
        bytes_.resize(at);
        break;
    }
  }

  /// Half of the time near the beginning, where the headers are.
  std::size_t somewhere() {
    const std::size_t range = stream_.below(2) == 0 ? std::min<std::size_t>(bytes_.size(), 20'000) : bytes_.size();
    return stream_.below(range);
  }

  std::size_t length_from(std::size_t at, std::size_t most) {
    return std::min<std::size_t>(1 + stream_.below(most), bytes_.size() - at);
  }

  void copy_block(std::size_t from, std::size_t to) {
    const std::string block = bytes_.substr(from, std::min(length_from(from, 600), bytes_.size() - to));
    bytes_.replace(to, block.size(), block);
  }

  std::uint64_t telling_number() {
    constexpr std::array<std::uint64_t, 9> numbers{
        0, 1, 0x7F, 0xFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 0x7FFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF};
    return numbers[stream_.below(numbers.size())];
  }

  std::uint64_t get_number(std::size_t at) const {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 8 && at + i < bytes_.size(); ++i) {
      number |= std::uint64_t{static_cast<unsigned char>(bytes_[at + i])} << (8 * i);
    }
    return number;
  }

  void put_number(std::size_t at, std::uint64_t number) {
    for (std::size_t i = 0; i < 8 && at + i < bytes_.size(); ++i) bytes_[at + i] = static_cast<char>(number >> (8 * i) & 0xFF);
  }

  void tell(const char* what, std::size_t at) { story_ += fmt::format("{} at {}; ", what, at); }

  RandomStream stream_;
  std::string bytes_;
  std::string story_;
};

}  // namespace roundwatt
