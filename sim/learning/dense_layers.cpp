#include "sim/learning/dense_layers.hpp"

#include <utility>

#include "sim/learning/cross_entropy.hpp"
#include "sim/learning/glorot.hpp"

namespace roundwatt {

namespace {

/// At least \p samples rows, whole groups; what is big enough is kept.
template <class Scalar>
void fit(UnitMatrix<Scalar>& matrix, Eigen::Index samples, Eigen::Index units) {
  if (matrix.rows() < samples || matrix.cols() != units) matrix.setZero(whole_groups(samples), units);
}

}  // namespace

template <class Scalar>
DenseLayers<Scalar>::DenseLayers(std::vector<Eigen::Index> widths) : widths_{std::move(widths)} {
  for (std::size_t layer = 0; layer < layers(); ++layer) {
    offsets_.push_back(parameter_count_);
    parameter_count_ += (widths_[layer] + 1) * widths_[layer + 1];
  }
}

template <class Scalar>
double DenseLayers<Scalar>::macs() const {
  double macs = 0;
  for (std::size_t layer = 0; layer < layers(); ++layer) macs += static_cast<double>(widths_[layer] * widths_[layer + 1]);
  return macs;
}

template <class Scalar>
void DenseLayers<Scalar>::initialise(Eigen::Ref<BasicParameters<Scalar>> parameters, RandomStream& stream) const {
  for (std::size_t layer = 0; layer < layers(); ++layer) {
    const Eigen::Index in = widths_[layer], out = widths_[layer + 1];
    fill_glorot_uniform<Scalar>(parameters.segment(offsets_[layer], in * out), static_cast<double>(in),
                                static_cast<double>(out), stream);
    parameters.segment(offsets_[layer] + in * out, out).setZero();
  }
}

template <class Scalar>
void DenseLayers<Scalar>::forward(const Scalar* parameters, const SampleView<Scalar>& input,
                                  DenseBuffers<Scalar>& buffers) const {
  const Eigen::Index samples = input.rows();
  fit_all(buffers, samples);
  for (std::size_t layer = 0; layer < layers(); ++layer) {
    const auto weight = weights(parameters, layer);
    const Eigen::Map<const BasicParameters<Scalar>> bias(weight.data() + weight.size(), weight.cols());
    auto output = buffers.outputs[layer].topRows(samples);
    output.rowwise() = bias.transpose();
    if (layer == 0) {
      output.noalias() += input * weight;
    } else {
      output.noalias() += buffers.outputs[layer - 1].topRows(samples) * weight;
    }
    if (layer + 1 < layers()) output = output.cwiseMax(Scalar{0});
  }
}

template <class Scalar>
void DenseLayers<Scalar>::backward(const Scalar* parameters, const SampleView<Scalar>& input, Scalar* gradient,
                                   DenseBuffers<Scalar>& buffers) const {
  const Eigen::Index samples = input.rows();
  for (std::size_t layer = layers(); layer-- > 0;) {
    const Eigen::Index in = widths_[layer], out = widths_[layer + 1];
    const auto output_error = error(buffers, layer).topRows(samples);
    Eigen::Map<UnitMatrix<Scalar>> weight_gradient(gradient + offsets_[layer], in, out);
    Eigen::Map<BasicParameters<Scalar>> bias_gradient(gradient + offsets_[layer] + in * out, out);
    bias_gradient = output_error.colwise().sum().transpose();
    if (layer == 0) {
      weight_gradient.noalias() = input.transpose() * output_error;
      return;
    }
    const auto activation = buffers.outputs[layer - 1].topRows(samples);
    weight_gradient.noalias() = activation.transpose() * output_error;
    auto input_error = buffers.errors[layer - 1].topRows(samples);
    input_error.noalias() = output_error * weights(parameters, layer).transpose();
    input_error = (activation.array() > Scalar{0}).select(input_error, Scalar{0});
  }
}

template <class Scalar>
void DenseLayers<Scalar>::input_error(const Scalar* parameters, Eigen::Map<SampleMatrix<Scalar>> input_error,
                                      const DenseBuffers<Scalar>& buffers) const {
  input_error.noalias() = error(buffers, 0).topRows(input_error.rows()) * weights(parameters, 0).transpose();
}

template <class Scalar>
Eigen::Map<const UnitMatrix<Scalar>> DenseLayers<Scalar>::weights(const Scalar* parameters, std::size_t layer) const {
  return {parameters + offsets_[layer], widths_[layer], widths_[layer + 1]};
}

template <class Scalar>
const UnitMatrix<Scalar>& DenseLayers<Scalar>::error(const DenseBuffers<Scalar>& buffers, std::size_t layer) const {
  return layer + 1 == layers() ? buffers.outputs[layer] : buffers.errors[layer];
}

template <class Scalar>
void DenseLayers<Scalar>::fit_all(DenseBuffers<Scalar>& buffers, Eigen::Index samples) const {
  buffers.outputs.resize(layers());
  buffers.errors.resize(layers() - 1);
  for (std::size_t layer = 0; layer < layers(); ++layer) {
    fit(buffers.outputs[layer], samples, widths_[layer + 1]);
    if (layer + 1 < layers()) fit(buffers.errors[layer], samples, widths_[layer + 1]);
  }
}

template class DenseLayers<float>;
template class DenseLayers<double>;

}  // namespace roundwatt
