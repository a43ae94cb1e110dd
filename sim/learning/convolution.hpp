#pragma once

#include <cstdint>

#include "sim/base/random_stream.hpp"
#include "sim/learning/dataset.hpp"
#include "sim/learning/parameters.hpp"

namespace roundwatt {

/// A convolution of stride 1 with a square kernel, of one image at a time: im2col and a matrix product (Chellapilla et al.
/// 2006). Images and feature maps lie channel by channel and row by row. The parameters hold for each output channel the kernel
/// [input channel][row][column], and then all biases.
template <class Scalar>
class Convolution {
 public:
  Convolution(ImageShape input, std::int32_t channels, std::int32_t kernel, std::int32_t padding);

  ImageShape output() const { return output_; }
  Eigen::Index parameter_count() const { return (patch() + 1) * output_.channels; }
  /// Values of the column matrix of one image.
  Eigen::Index columns_size() const { return positions() * patch(); }
  double macs() const { return static_cast<double>(columns_size() * output_.channels); }
  /// Glorot-uniform kernels (fans are channels × kernel²), zero biases.
  void initialise(Eigen::Ref<BasicParameters<Scalar>> parameters, RandomStream& stream) const;

  /// im2col: of \p image the column matrix [positions × patch], zeros where a patch reaches over the edge.
  void unfold(const Scalar* image, BasicParameters<Scalar>& columns) const;
  /// The feature maps of the unfolded image.
  void forward(const Scalar* parameters, const BasicParameters<Scalar>& columns, BasicParameters<Scalar>& maps) const;
  /// Adds the gradient by the parameters of the unfolded image to \p gradient.
  void add_gradient(const BasicParameters<Scalar>& columns, const BasicParameters<Scalar>& map_errors, Scalar* gradient) const;
  /// Writes the gradient by the image to \p image_error; \p columns is scratch.
  void input_error(const Scalar* parameters, const BasicParameters<Scalar>& map_errors, BasicParameters<Scalar>& columns,
                   Scalar* image_error) const;

 private:
  /// Where a row of the output meets the input for one kernel position; count 0 where it misses it.
  struct RowOverlap {
    Eigen::Index output_begin, input_begin, count;
  };

  Eigen::Index patch() const { return Eigen::Index{input_.channels} * kernel_ * kernel_; }
  Eigen::Index positions() const { return Eigen::Index{output_.height} * output_.width; }
  RowOverlap overlap(Eigen::Index column, Eigen::Index output_row) const;

  ImageShape input_, output_;
  std::int32_t kernel_, padding_;
};

}  // namespace roundwatt
