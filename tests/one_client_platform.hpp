#pragma once

#include <string>

#include "sim/base/text_file.hpp"
#include "tests/catch.hpp"

namespace roundwatt {

/// The platform of scenarios/small/one-client, with \p attribute in the element that begins with \p element.
inline std::string one_client_platform_with(const std::string& element, const std::string& attribute) {
  std::string xml = read_text_file(ROUNDWATT_SOURCE_DIR "/platforms/small/one-client.xml");
  const std::size_t at = xml.find(element);
  REQUIRE(at != std::string::npos);
  return xml.insert(at + element.size(), " " + attribute);
}

}  // namespace roundwatt
