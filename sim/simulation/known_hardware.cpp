#include "sim/simulation/known_hardware.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "sim/base/letter_case.hpp"

namespace roundwatt {

namespace {

/// Of devices at the edge: 0.4 of the peak, at the upper end of what is judged to be sustained.
constexpr std::string_view share_of_edge = "0.4 of its peak in FP32, a judgement";
constexpr std::string_view share_of_server = "0.64 of its peak in FP32, what a V100 has been measured to sustain";

struct Named {
  std::string_view words;  ///< as in a model's name, without blanks and dashes
  KnownHardware hardware;
};

/// What is part of another's name comes after it.
constexpr std::array table{Named{"jetsontx2", {"Jetson TX2", 0.4 * 0.666e12, share_of_edge}},
                           Named{"tegrax2", {"Jetson TX2", 0.4 * 0.666e12, share_of_edge}},
                           Named{"xaviernx", {"Jetson Xavier NX", 0.4 * 0.845e12, share_of_edge}},
                           Named{"orinnano", {"Jetson Orin Nano", 0.4 * 1.28e12, share_of_edge}},
                           Named{"agxorin", {"Jetson AGX Orin", 0.4 * 5.3e12, share_of_edge}},
                           Named{"jetsonnano", {"Jetson Nano", 0.4 * 0.236e12, share_of_edge}},
                           Named{"raspberrypi4", {"Raspberry Pi 4B", 0.4 * 4 * 0.0144e12, share_of_edge}},
                           Named{"rpi4", {"Raspberry Pi 4B", 0.4 * 4 * 0.0144e12, share_of_edge}},
                           Named{"pi4", {"Raspberry Pi 4B", 0.4 * 4 * 0.0144e12, share_of_edge}},
                           Named{"raspberrypi", {"Raspberry Pi 4B", 0.4 * 4 * 0.0144e12, share_of_edge}},
                           Named{"v100", {"Tesla V100", 367 * 6 * 4.089e9, "367 images/s of ResNet-50 in FP32, measured"}},
                           Named{"a100", {"A100", 938 * 6 * 4.089e9, "938 images/s of ResNet-50 in TF32, measured"}},
                           Named{"2080ti", {"RTX 2080 Ti", 0.64 * 13.45e12, share_of_server}},
                           Named{"teslat4", {"Tesla T4", 0.64 * 8.1e12, share_of_server}},
                           Named{"t4server", {"Tesla T4", 0.64 * 8.1e12, share_of_server}}};

}  // namespace

const KnownHardware* known_hardware(std::string_view model) {
  std::string name = in_small_letters(model);
  std::erase_if(name, [](char letter) { return (letter < 'a' || letter > 'z') && (letter < '0' || letter > '9'); });
  if (name == "t4") name = "teslat4";
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const Named& one) { return name.find(one.words) != std::string::npos; });
  return found == table.end() ? nullptr : &found->hardware;
}

}  // namespace roundwatt
