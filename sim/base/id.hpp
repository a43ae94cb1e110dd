#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace roundwatt {

/// The row number of something in its table of the trace; -1 is "none", as in the file.
template <class Of>
struct Id {
  std::int32_t row = -1;

  constexpr Id() = default;
  constexpr explicit Id(std::size_t index) : row{static_cast<std::int32_t>(index)} {}

  constexpr std::size_t index() const { return static_cast<std::size_t>(row); }
  constexpr explicit operator bool() const { return row >= 0; }
  constexpr auto operator<=>(const Id&) const = default;
};

using SiteId = Id<struct SiteTag>;
using HostId = Id<struct HostTag>;
using LinkId = Id<struct LinkTag>;
using ClientId = Id<struct ClientTag>;

}  // namespace roundwatt

template <class Of>
struct std::hash<roundwatt::Id<Of>> {
  std::size_t operator()(roundwatt::Id<Of> id) const noexcept { return std::hash<std::int32_t>{}(id.row); }
};
