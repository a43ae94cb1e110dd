#include "analysis/report/bibliography.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

// clang-format off
constexpr Reference all_references[]{
    {"acar2021", "Acar et al., ICLR 2021", R"(@inproceedings{acar2021,
  author = {Acar, Durmus Alp Emre and Zhao, Yue and Matas, Ramon and Mattina, Matthew and Whatmough, Paul and Saligrama, Venkatesh},
  title = {Federated Learning Based on Dynamic Regularization},
  booktitle = {International Conference on Learning Representations (ICLR)},
  year = {2021}
}
)"},
    {"alistarh2017", "Alistarh et al., NIPS 2017", R"(@inproceedings{alistarh2017,
  author = {Alistarh, Dan and Grubic, Demjan and Li, Jerry and Tomioka, Ryota and Vojnovic, Milan},
  title = {{QSGD}: Communication-Efficient {SGD} via Gradient Quantization and Encoding},
  booktitle = {Advances in Neural Information Processing Systems},
  year = {2017}
}
)"},
    {"barabasi1999", "Barabási and Albert, Science 1999", R"(@article{barabasi1999,
  author = {Barab{\'a}si, Albert-L{\'a}szl{\'o} and Albert, R{\'e}ka},
  title = {Emergence of Scaling in Random Networks},
  journal = {Science},
  volume = {286},
  year = {1999}
}
)"},
    {"bonawitz2017", "Bonawitz et al., CCS 2017", R"(@inproceedings{bonawitz2017,
  author = {Bonawitz, Keith and others},
  title = {Practical Secure Aggregation for Privacy-Preserving Machine Learning},
  booktitle = {ACM Conference on Computer and Communications Security (CCS)},
  year = {2017}
}
)"},
    {"bonawitz2019", "Bonawitz et al., MLSys 2019", R"(@inproceedings{bonawitz2019,
  author = {Bonawitz, Keith and others},
  title = {Towards Federated Learning at Scale: System Design},
  booktitle = {Proceedings of Machine Learning and Systems (MLSys)},
  year = {2019}
}
)"},
    {"boyd2006", "Boyd et al., IEEE Trans. Inf. Theory 2006", R"(@article{boyd2006,
  author = {Boyd, Stephen and Ghosh, Arpita and Prabhakar, Balaji and Shah, Devavrat},
  title = {Randomized Gossip Algorithms},
  journal = {IEEE Transactions on Information Theory},
  volume = {52},
  number = {6},
  year = {2006}
}
)"},
    {"caldas2018", "Caldas et al., 2018", R"(@misc{caldas2018,
  author = {Caldas, Sebastian and others},
  title = {{LEAF}: A Benchmark for Federated Settings},
  note = {arXiv:1812.01097},
  year = {2018}
}
)"},
    {"casanova2014", "", R"(@article{casanova2014,
  author = {Casanova, Henri and Giersch, Arnaud and Legrand, Arnaud and Quinson, Martin and Suter, Fr{\'e}d{\'e}ric},
  title = {Versatile, Scalable, and Accurate Simulation of Distributed Applications and Platforms},
  journal = {Journal of Parallel and Distributed Computing},
  volume = {74},
  number = {10},
  year = {2014}
}
)"},
    {"cho2022", "Cho, Wang and Joshi, AISTATS 2022", R"(@inproceedings{cho2022,
  author = {Cho, Yae Jee and Wang, Jianyu and Joshi, Gauri},
  title = {Towards Understanding Biased Client Selection in Federated Learning},
  booktitle = {Proceedings of the International Conference on Artificial Intelligence and Statistics (AISTATS)},
  year = {2022}
}
)"},
    {"deng2009", "", R"(@inproceedings{deng2009,
  author = {Deng, Jia and Dong, Wei and Socher, Richard and Li, Li-Jia and Li, Kai and Fei-Fei, Li},
  title = {{ImageNet}: A Large-Scale Hierarchical Image Database},
  booktitle = {IEEE Conference on Computer Vision and Pattern Recognition (CVPR)},
  year = {2009}
}
)"},
    {"efraimidis2006", "Efraimidis and Spirakis, IPL 2006", R"(@article{efraimidis2006,
  author = {Efraimidis, Pavlos S. and Spirakis, Paul G.},
  title = {Weighted Random Sampling with a Reservoir},
  journal = {Information Processing Letters},
  volume = {97},
  year = {2006}
}
)"},
    {"ember", "", R"(@misc{ember,
  author = {{Ember} and {Our World in Data}},
  title = {Carbon Intensity of Electricity, by Country},
  note = {as compiled by CodeCarbon, https://github.com/mlco2/codecarbon, MIT licence; each figure's year stands in the table of grids},
  year = {2024}
}
)"},
    {"gilbert1959", "Gilbert, Ann. Math. Stat. 1959", R"(@article{gilbert1959,
  author = {Gilbert, E. N.},
  title = {Random Graphs},
  journal = {The Annals of Mathematical Statistics},
  volume = {30},
  number = {4},
  year = {1959}
}
)"},
    {"hsu2019", "Hsu, Qi and Brown, 2019", R"(@misc{hsu2019,
  author = {Hsu, Tzu-Ming Harry and Qi, Hang and Brown, Matthew},
  title = {Measuring the Effects of Non-Identical Data Distribution for Federated Visual Classification},
  note = {arXiv:1909.06335},
  year = {2019}
}
)"},
    {"iso21031", "", R"(@misc{iso21031,
  author = {{Green Software Foundation}},
  title = {{ISO/IEC} 21031:2024 Software Carbon Intensity ({SCI}) Specification},
  note = {International standard},
  year = {2024}
}
)"},
    {"karimireddy2020", "Karimireddy et al., ICML 2020", R"(@inproceedings{karimireddy2020,
  author = {Karimireddy, Sai Praneeth and Kale, Satyen and Mohri, Mehryar and Reddi, Sashank J. and Stich, Sebastian U. and Suresh, Ananda Theertha},
  title = {{SCAFFOLD}: Stochastic Controlled Averaging for Federated Learning},
  booktitle = {Proceedings of the International Conference on Machine Learning (ICML)},
  year = {2020}
}
)"},
    {"konecny2016", "Konečný et al., 2016", R"(@misc{konecny2016,
  author = {Kone{\v{c}}n{\'y}, Jakub and McMahan, H. Brendan and Yu, Felix X. and Richt{\'a}rik, Peter and Suresh, Ananda Theertha and Bacon, Dave},
  title = {Federated Learning: Strategies for Improving Communication Efficiency},
  note = {arXiv:1610.05492},
  year = {2016}
}
)"},
    {"krizhevsky2009", "", R"(@misc{krizhevsky2009,
  author = {Krizhevsky, Alex},
  title = {Learning Multiple Layers of Features from Tiny Images},
  note = {Technical report, University of Toronto},
  year = {2009}
}
)"},
    {"lai2021", "Lai et al., OSDI 2021", R"(@inproceedings{lai2021,
  author = {Lai, Fan and Zhu, Xiangfeng and Madhyastha, Harsha V. and Chowdhury, Mosharaf},
  title = {Oort: Efficient Federated Learning via Guided Participant Selection},
  booktitle = {USENIX Symposium on Operating Systems Design and Implementation (OSDI)},
  year = {2021}
}
)"},
    {"lecun1998", "LeCun et al., Proc. IEEE 1998", R"(@article{lecun1998,
  author = {LeCun, Yann and Bottou, L{\'e}on and Bengio, Yoshua and Haffner, Patrick},
  title = {Gradient-Based Learning Applied to Document Recognition},
  journal = {Proceedings of the IEEE},
  volume = {86},
  number = {11},
  year = {1998}
}
)"},
    {"li2020fair", "Li et al., ICLR 2020", R"(@inproceedings{li2020fair,
  author = {Li, Tian and Sanjabi, Maziar and Beirami, Ahmad and Smith, Virginia},
  title = {Fair Resource Allocation in Federated Learning},
  booktitle = {International Conference on Learning Representations (ICLR)},
  year = {2020}
}
)"},
    {"li2020fedprox", "Li et al., MLSys 2020", R"(@inproceedings{li2020fedprox,
  author = {Li, Tian and Sahu, Anit Kumar and Zaheer, Manzil and Sanjabi, Maziar and Talwalkar, Ameet and Smith, Virginia},
  title = {Federated Optimization in Heterogeneous Networks},
  booktitle = {Proceedings of Machine Learning and Systems (MLSys)},
  year = {2020}
}
)"},
    {"li2022", "Li et al., ICDE 2022", R"(@inproceedings{li2022,
  author = {Li, Qinbin and Diao, Yiqun and Chen, Quan and He, Bingsheng},
  title = {Federated Learning on Non-{IID} Data Silos: An Experimental Study},
  booktitle = {IEEE International Conference on Data Engineering (ICDE)},
  year = {2022}
}
)"},
    {"lian2017", "Lian et al., NIPS 2017", R"(@inproceedings{lian2017,
  author = {Lian, Xiangru and Zhang, Ce and Zhang, Huan and Hsieh, Cho-Jui and Zhang, Wei and Liu, Ji},
  title = {Can Decentralized Algorithms Outperform Centralized Algorithms? {A} Case Study for Decentralized Parallel Stochastic Gradient Descent},
  booktitle = {Advances in Neural Information Processing Systems},
  year = {2017}
}
)"},
    {"lian2018", "Lian et al., ICML 2018", R"(@inproceedings{lian2018,
  author = {Lian, Xiangru and Zhang, Wei and Zhang, Ce and Liu, Ji},
  title = {Asynchronous Decentralized Parallel Stochastic Gradient Descent},
  booktitle = {Proceedings of the International Conference on Machine Learning (ICML)},
  year = {2018}
}
)"},
    {"liu2020", "Liu et al., ICC 2020", R"(@inproceedings{liu2020,
  author = {Liu, Lumin and Zhang, Jun and Song, S. H. and Letaief, Khaled B.},
  title = {Client-Edge-Cloud Hierarchical Federated Learning},
  booktitle = {IEEE International Conference on Communications (ICC)},
  year = {2020}
}
)"},
    {"mcmahan2017", "McMahan et al., AISTATS 2017", R"(@inproceedings{mcmahan2017,
  author = {McMahan, H. Brendan and Moore, Eider and Ramage, Daniel and Hampson, Seth and {Ag{\"u}era y Arcas}, Blaise},
  title = {Communication-Efficient Learning of Deep Networks from Decentralized Data},
  booktitle = {Proceedings of the International Conference on Artificial Intelligence and Statistics (AISTATS)},
  year = {2017}
}
)"},
    {"nguyen2022", "Nguyen et al., AISTATS 2022", R"(@inproceedings{nguyen2022,
  author = {Nguyen, John and Malik, Kshitiz and Zhan, Hongyuan and Yousefpour, Ashkan and Rabbat, Mike and Malek, Mani and Huba, Dzmitry},
  title = {Federated Learning with Buffered Asynchronous Aggregation},
  booktitle = {Proceedings of the International Conference on Artificial Intelligence and Statistics (AISTATS)},
  year = {2022}
}
)"},
    {"nishio2019", "Nishio and Yonetani, ICC 2019", R"(@inproceedings{nishio2019,
  author = {Nishio, Takayuki and Yonetani, Ryo},
  title = {Client Selection for Federated Learning with Heterogeneous Resources in Mobile Edge},
  booktitle = {IEEE International Conference on Communications (ICC)},
  year = {2019}
}
)"},
    {"patarasuk2009", "Patarasuk and Yuan, JPDC 2009", R"(@article{patarasuk2009,
  author = {Patarasuk, Pitch and Yuan, Xin},
  title = {Bandwidth Optimal All-Reduce Algorithms for Clusters of Workstations},
  journal = {Journal of Parallel and Distributed Computing},
  volume = {69},
  year = {2009}
}
)"},
    {"reddi2021", "Reddi et al., ICLR 2021", R"(@inproceedings{reddi2021,
  author = {Reddi, Sashank J. and Charles, Zachary and Zaheer, Manzil and Garrett, Zachary and Rush, Keith and Kone{\v{c}}n{\'y}, Jakub and Kumar, Sanjiv and McMahan, H. Brendan},
  title = {Adaptive Federated Optimization},
  booktitle = {International Conference on Learning Representations (ICLR)},
  year = {2021}
}
)"},
    {"sayed2014", "Sayed, 2014", R"(@article{sayed2014,
  author = {Sayed, Ali H.},
  title = {Adaptation, Learning, and Optimization over Networks},
  journal = {Foundations and Trends in Machine Learning},
  volume = {7},
  year = {2014}
}
)"},
    {"steger1999", "Steger and Wormald, 1999", R"(@article{steger1999,
  author = {Steger, Angelika and Wormald, Nicholas C.},
  title = {Generating Random Regular Graphs Quickly},
  journal = {Combinatorics, Probability and Computing},
  volume = {8},
  number = {4},
  year = {1999}
}
)"},
    {"stich2018", "Stich et al., NeurIPS 2018", R"(@inproceedings{stich2018,
  author = {Stich, Sebastian U. and Cordonnier, Jean-Baptiste and Jaggi, Martin},
  title = {Sparsified {SGD} with Memory},
  booktitle = {Advances in Neural Information Processing Systems},
  year = {2018}
}
)"},
    {"unfccc2021", "", R"(@misc{unfccc2021,
  author = {{UNFCCC IFI Working Group on Methodological Approaches to GHG Accounting}},
  title = {Harmonized {IFI} Default Grid Factors, operating margin},
  note = {as compiled by CodeCarbon, https://github.com/mlco2/codecarbon, MIT licence},
  year = {2021}
}
)"},
    {"wang2020", "Wang et al., NeurIPS 2020", R"(@inproceedings{wang2020,
  author = {Wang, Jianyu and Liu, Qinghua and Liang, Hao and Joshi, Gauri and Poor, H. Vincent},
  title = {Tackling the Objective Inconsistency Problem in Heterogeneous Federated Optimization},
  booktitle = {Advances in Neural Information Processing Systems},
  year = {2020}
}
)"},
    {"wang2023", "Wang et al., 2023", R"(@misc{wang2023,
  author = {Wang, Zheng and others},
  title = {{FLGo}: A Fully Customizable Federated Learning Platform},
  note = {arXiv:2306.12079},
  year = {2023}
}
)"},
    {"warden2018", "", R"(@misc{warden2018,
  author = {Warden, Pete},
  title = {Speech Commands: A Dataset for Limited-Vocabulary Speech Recognition},
  note = {arXiv:1804.03209},
  year = {2018}
}
)"},
    {"watts1998", "Watts and Strogatz, Nature 1998", R"(@article{watts1998,
  author = {Watts, Duncan J. and Strogatz, Steven H.},
  title = {Collective Dynamics of `Small-World' Networks},
  journal = {Nature},
  volume = {393},
  year = {1998}
}
)"},
    {"xiao2005", "Xiao, Boyd and Lall, IPSN 2005", R"(@inproceedings{xiao2005,
  author = {Xiao, Lin and Boyd, Stephen and Lall, Sanjay},
  title = {A Scheme for Robust Distributed Sensor Fusion Based on Average Consensus},
  booktitle = {International Symposium on Information Processing in Sensor Networks (IPSN)},
  year = {2005}
}
)"},
    {"xiao2017", "", R"(@misc{xiao2017,
  author = {Xiao, Han and Rasul, Kashif and Vollgraf, Roland},
  title = {{Fashion-MNIST}: A Novel Image Dataset for Benchmarking Machine Learning Algorithms},
  note = {arXiv:1708.07747},
  year = {2017}
}
)"},
    {"xie2019", "Xie, Koyejo and Gupta, 2019", R"(@misc{xie2019,
  author = {Xie, Cong and Koyejo, Sanmi and Gupta, Indranil},
  title = {Asynchronous Federated Optimization},
  note = {arXiv:1903.03934},
  year = {2019}
}
)"},
    {"yin2018", "Yin et al., ICML 2018", R"(@inproceedings{yin2018,
  author = {Yin, Dong and Chen, Yudong and Kannan, Ramchandran and Bartlett, Peter},
  title = {Byzantine-Robust Distributed Learning: Towards Optimal Statistical Rates},
  booktitle = {Proceedings of the International Conference on Machine Learning (ICML)},
  year = {2018}
}
)"},
    {"yurochkin2019", "Yurochkin et al., ICML 2019", R"(@inproceedings{yurochkin2019,
  author = {Yurochkin, Mikhail and Agarwal, Mayank and Ghosh, Soumya and Greenewald, Kristjan and Hoang, Nghia and Khazaeni, Yasaman},
  title = {Bayesian Nonparametric Federated Learning of Neural Networks},
  booktitle = {Proceedings of the International Conference on Machine Learning (ICML)},
  year = {2019}
}
)"},
    {"zeng2023", "Zeng et al., JMLR 2023", R"(@article{zeng2023,
  author = {Zeng, Dun and Liang, Siqi and Hu, Xiangjing and Wang, Hui and Xu, Zenglin},
  title = {{FedLab}: A Flexible Federated Learning Framework},
  journal = {Journal of Machine Learning Research},
  volume = {24},
  year = {2023}
}
)"},
};
// clang-format on

}  // namespace

std::span<const Reference> bibliography() { return all_references; }

const Reference& reference(std::string_view key) {
  const auto found =
      std::find_if(std::begin(all_references), std::end(all_references), [&](const Reference& one) { return one.key == key; });
  if (found == std::end(all_references)) throw RunError{fmt::format("the bibliography has no {}", key)};
  return *found;
}

std::vector<std::string_view> references_of(std::string_view source) {
  constexpr std::string_view separator = "; ";
  std::vector<std::string_view> keys;
  while (!source.empty()) {
    const std::size_t end = std::min(source.find(separator), source.size());
    const std::string_view one = source.substr(0, end);
    const auto found = std::find_if(std::begin(all_references), std::end(all_references),
                                    [&](const Reference& entry) { return entry.source == one; });
    if (found == std::end(all_references)) throw RunError{fmt::format("the bibliography has no work of {}", one)};
    keys.push_back(found->key);
    source.remove_prefix(std::min(end + separator.size(), source.size()));
  }
  return keys;
}

}  // namespace roundwatt
