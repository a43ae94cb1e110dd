#include "sim/learning/max_pooling.hpp"

#include <algorithm>

namespace roundwatt {

template <class Scalar>
void MaxPooling<Scalar>::forward(const BasicParameters<Scalar>& maps, Scalar* pooled, std::int32_t* winners) const {
  for (std::int32_t channel = 0; channel < output_.channels; ++channel) {
    for (std::int32_t row = 0; row < output_.height; ++row) {
      for (std::int32_t column = 0; column < output_.width; ++column) {
        const std::int32_t corner = (channel * input_.height + 2 * row) * input_.width + 2 * column;
        std::int32_t winner = corner;
        for (const std::int32_t other : {corner + 1, corner + input_.width, corner + input_.width + 1}) {
          winner = maps[other] > maps[winner] ? other : winner;
        }
        *winners++ = winner;
        *pooled++ = std::max(maps[winner], Scalar{0});
      }
    }
  }
}

template <class Scalar>
void MaxPooling<Scalar>::backward(const Scalar* pooled, const Scalar* pooled_error, const std::int32_t* winners,
                                  BasicParameters<Scalar>& map_errors) const {
  map_errors.setZero(Eigen::Index{input_.channels} * input_.height * input_.width);
  for (Eigen::Index i = 0; i < size(); ++i) {
    if (pooled[i] > Scalar{0}) map_errors[winners[i]] = pooled_error[i];
  }
}

template class MaxPooling<float>;
template class MaxPooling<double>;

}  // namespace roundwatt
