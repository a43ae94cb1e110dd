#include "sim/learning/lenet.hpp"

#include <fmt/format.h>

#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

constexpr std::int32_t kernel = 5;
constexpr std::int32_t smallest_side = 16;

ImageShape checked(ImageShape image) {
  if (image.channels >= 1 && image.height >= smallest_side && image.width >= smallest_side) return image;
  throw UserError{
      fmt::format("A LeNet needs images of at least {0} x {0}, and these have {1} channels of {2} x {3}. Choose mlp.",
                  smallest_side, image.channels, image.height, image.width)};
}

std::int32_t padding_of(ImageShape image) { return image.height == 28 && image.width == 28 ? 2 : 0; }

/// Rows for \p samples; what is big enough is kept.
template <class Value>
void fit(SampleMatrix<Value>& matrix, Eigen::Index samples, Eigen::Index width) {
  if (matrix.rows() < samples || matrix.cols() != width) matrix.setZero(samples, width);
}

template <class Scalar>
void fit(ImageBuffers<Scalar>& buffers, std::size_t stage, Eigen::Index samples, Eigen::Index width) {
  for (auto* matrices : {&buffers.pooled, &buffers.pooled_errors}) {
    matrices->resize(2);
    fit((*matrices)[stage], samples, width);
  }
  buffers.winners.resize(2);
  fit(buffers.winners[stage], samples, width);
  buffers.columns.resize(2);
  buffers.maps.resize(2);
}

}  // namespace

template <class Scalar>
BasicLeNet<Scalar>::BasicLeNet(ImageShape image, Eigen::Index classes)
    : first_{checked(image), 6, kernel, padding_of(image)},
      first_pooling_{first_.output()},
      second_{first_pooling_.output(), 16, kernel, 0},
      second_pooling_{second_.output()},
      dense_{{second_pooling_.size(), 120, 84, classes}} {}

template <class Scalar>
Eigen::Index BasicLeNet<Scalar>::parameter_count() const {
  return first_.parameter_count() + second_.parameter_count() + dense_.parameter_count();
}

template <class Scalar>
BasicParameters<Scalar> BasicLeNet<Scalar>::initial(RandomStream stream) const {
  BasicParameters<Scalar> parameters(parameter_count());
  first_.initialise(parameters.head(first_.parameter_count()), stream);
  second_.initialise(parameters.segment(first_.parameter_count(), second_.parameter_count()), stream);
  dense_.initialise(parameters.tail(dense_.parameter_count()), stream);
  return parameters;
}

template <class Scalar>
double BasicLeNet<Scalar>::loss_and_gradient(const BasicParameters<Scalar>& parameters, const BasicBatch<Scalar>& batch,
                                             BasicWorkspace<Scalar>& workspace) const {
  const auto images = batch.features();
  forward(parameters, images, workspace);
  const BatchLoss loss = turn_into_error(workspace.dense.outputs.back(), batch.labels());
  workspace.mean_square_loss = loss.mean_square;
  workspace.gradient.setZero(parameter_count());
  Scalar* dense_gradient = workspace.gradient.data() + first_.parameter_count() + second_.parameter_count();
  const SampleView<Scalar> pooled(workspace.image.pooled[1].data(), images.rows(), second_pooling_.size());
  dense_.backward(of_dense(parameters), pooled, dense_gradient, workspace.dense);
  dense_.input_error(of_dense(parameters), {workspace.image.pooled_errors[1].data(), images.rows(), second_pooling_.size()},
                     workspace.dense);
  for (Eigen::Index sample = 0; sample < images.rows(); ++sample) {
    add_convolution_gradient(parameters, images, sample, workspace);
  }
  return loss.mean;
}

template <class Scalar>
Evaluation BasicLeNet<Scalar>::evaluate(const BasicParameters<Scalar>& parameters, const BasicBatch<Scalar>& batch,
                                        BasicWorkspace<Scalar>& workspace) const {
  forward(parameters, batch.features(), workspace);
  return evaluate_logits(workspace.dense.outputs.back(), batch.labels());
}

template <class Scalar>
const Scalar* BasicLeNet<Scalar>::of_second(const BasicParameters<Scalar>& parameters) const {
  return parameters.data() + first_.parameter_count();
}

template <class Scalar>
const Scalar* BasicLeNet<Scalar>::of_dense(const BasicParameters<Scalar>& parameters) const {
  return of_second(parameters) + second_.parameter_count();
}

template <class Scalar>
void BasicLeNet<Scalar>::forward(const BasicParameters<Scalar>& parameters, const SampleView<Scalar>& images,
                                 BasicWorkspace<Scalar>& workspace) const {
  ImageBuffers<Scalar>& image = workspace.image;
  fit(image, 0, images.rows(), first_pooling_.size());
  fit(image, 1, images.rows(), second_pooling_.size());
  for (Eigen::Index sample = 0; sample < images.rows(); ++sample) {
    first_.unfold(images.row(sample).data(), image.columns[0]);
    first_.forward(parameters.data(), image.columns[0], image.maps[0]);
    first_pooling_.forward(image.maps[0], image.pooled[0].row(sample).data(), image.winners[0].row(sample).data());
    second_.unfold(image.pooled[0].row(sample).data(), image.columns[1]);
    second_.forward(of_second(parameters), image.columns[1], image.maps[1]);
    second_pooling_.forward(image.maps[1], image.pooled[1].row(sample).data(), image.winners[1].row(sample).data());
  }
  dense_.forward(of_dense(parameters), {image.pooled[1].data(), images.rows(), second_pooling_.size()}, workspace.dense);
}

template <class Scalar>
void BasicLeNet<Scalar>::add_convolution_gradient(const BasicParameters<Scalar>& parameters, const SampleView<Scalar>& images,
                                                  Eigen::Index sample, BasicWorkspace<Scalar>& workspace) const {
  ImageBuffers<Scalar>& image = workspace.image;
  Scalar* gradient = workspace.gradient.data();
  // Unfolding again is cheaper than keeping the columns of a whole batch.
  second_pooling_.backward(image.pooled[1].row(sample).data(), image.pooled_errors[1].row(sample).data(),
                           image.winners[1].row(sample).data(), image.maps[1]);
  second_.unfold(image.pooled[0].row(sample).data(), image.columns[1]);
  second_.add_gradient(image.columns[1], image.maps[1], gradient + first_.parameter_count());
  second_.input_error(of_second(parameters), image.maps[1], image.columns[1], image.pooled_errors[0].row(sample).data());
  first_pooling_.backward(image.pooled[0].row(sample).data(), image.pooled_errors[0].row(sample).data(),
                          image.winners[0].row(sample).data(), image.maps[0]);
  first_.unfold(images.row(sample).data(), image.columns[0]);
  first_.add_gradient(image.columns[0], image.maps[0], gradient);
}

template class BasicLeNet<float>;
template class BasicLeNet<double>;

}  // namespace roundwatt
