#include "sim/learning/convolution.hpp"

#include <algorithm>

#include "sim/learning/glorot.hpp"

namespace roundwatt {

template <class Scalar>
Convolution<Scalar>::Convolution(ImageShape input, std::int32_t channels, std::int32_t kernel, std::int32_t padding)
    : input_{input},
      output_{channels, input.height + 2 * padding - kernel + 1, input.width + 2 * padding - kernel + 1},
      kernel_{kernel},
      padding_{padding} {}

template <class Scalar>
void Convolution<Scalar>::initialise(Eigen::Ref<BasicParameters<Scalar>> parameters, RandomStream& stream) const {
  const double area = static_cast<double>(kernel_) * kernel_;
  fill_glorot_uniform<Scalar>(parameters.head(patch() * output_.channels), area * input_.channels, area * output_.channels,
                              stream);
  parameters.tail(output_.channels).setZero();
}

template <class Scalar>
typename Convolution<Scalar>::RowOverlap Convolution<Scalar>::overlap(Eigen::Index column, Eigen::Index output_row) const {
  const Eigen::Index channel = column / (kernel_ * kernel_);
  const Eigen::Index row = output_row + column / kernel_ % kernel_ - padding_;
  if (row < 0 || row >= input_.height) return {0, 0, 0};
  const Eigen::Index shift = column % kernel_ - padding_;
  const Eigen::Index begin = std::max<Eigen::Index>(0, -shift);
  const Eigen::Index end = std::min<Eigen::Index>(output_.width, input_.width - shift);
  return {output_row * output_.width + begin, (channel * input_.height + row) * input_.width + begin + shift, end - begin};
}

template <class Scalar>
void Convolution<Scalar>::unfold(const Scalar* image, BasicParameters<Scalar>& columns) const {
  columns.resize(columns_size());
  // Padding stays zero; the rest is overwritten.
  if (padding_ > 0) columns.setZero();
  for (Eigen::Index column = 0; column < patch(); ++column) {
    Scalar* target = columns.data() + column * positions();
    for (Eigen::Index row = 0; row < output_.height; ++row) {
      const RowOverlap part = overlap(column, row);
      std::copy_n(image + part.input_begin, part.count, target + part.output_begin);
    }
  }
}

template <class Scalar>
void Convolution<Scalar>::forward(const Scalar* parameters, const BasicParameters<Scalar>& columns,
                                  BasicParameters<Scalar>& maps) const {
  const Eigen::Map<const UnitMatrix<Scalar>> unfolded(columns.data(), positions(), patch());
  const Eigen::Map<const UnitMatrix<Scalar>> kernels(parameters, patch(), output_.channels);
  const Eigen::Map<const BasicParameters<Scalar>> biases(parameters + kernels.size(), output_.channels);
  maps.resize(positions() * output_.channels);
  Eigen::Map<UnitMatrix<Scalar>> result(maps.data(), positions(), output_.channels);
  result.rowwise() = biases.transpose();
  result.noalias() += unfolded * kernels;
}

template <class Scalar>
void Convolution<Scalar>::add_gradient(const BasicParameters<Scalar>& columns, const BasicParameters<Scalar>& map_errors,
                                       Scalar* gradient) const {
  const Eigen::Map<const UnitMatrix<Scalar>> unfolded(columns.data(), positions(), patch());
  const Eigen::Map<const UnitMatrix<Scalar>> errors(map_errors.data(), positions(), output_.channels);
  Eigen::Map<UnitMatrix<Scalar>> kernels(gradient, patch(), output_.channels);
  Eigen::Map<BasicParameters<Scalar>> biases(gradient + kernels.size(), output_.channels);
  kernels.noalias() += unfolded.transpose() * errors;
  biases += errors.colwise().sum().transpose();
}

template <class Scalar>
void Convolution<Scalar>::input_error(const Scalar* parameters, const BasicParameters<Scalar>& map_errors,
                                      BasicParameters<Scalar>& columns, Scalar* image_error) const {
  const Eigen::Map<const UnitMatrix<Scalar>> errors(map_errors.data(), positions(), output_.channels);
  const Eigen::Map<const UnitMatrix<Scalar>> kernels(parameters, patch(), output_.channels);
  columns.resize(columns_size());
  Eigen::Map<UnitMatrix<Scalar>>(columns.data(), positions(), patch()).noalias() = errors * kernels.transpose();
  std::fill_n(image_error, Eigen::Index{input_.channels} * input_.height * input_.width, Scalar{0});
  for (Eigen::Index column = 0; column < patch(); ++column) {
    const Scalar* source = columns.data() + column * positions();
    for (Eigen::Index row = 0; row < output_.height; ++row) {
      const RowOverlap part = overlap(column, row);
      for (Eigen::Index i = 0; i < part.count; ++i) image_error[part.input_begin + i] += source[part.output_begin + i];
    }
  }
}

template class Convolution<float>;
template class Convolution<double>;

}  // namespace roundwatt
