// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "smallholder/agronomy/age_curve.hpp"
#include "smallholder/agronomy/practices.hpp"
#include "smallholder/farm/parameters.hpp"
#include "smallholder/livelihood/choice.hpp"
#include "smallholder/livelihood/replanting.hpp"
#include "smallholder/livelihood/safety_first.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::simulate {

/// One draw of the parameters with the tables that follow from them: made once a draw, read by every household.
struct Model {
    Parameters p;
    std::array<double, agronomy::kTreeAges> bearing;    // f(a)
    std::array<double, agronomy::kTreeAges> mortality;  // mu(a), 1/year
    std::array<double, agronomy::kTreeAges> gain;       // of replacing a tree of age a, peak-tree years
    std::array<agronomy::Practices<double>, livelihood::kPackages> target;
    std::array<double, livelihood::kPackages> hassle;   // util
    double ruin_score;                                  // z of ruin_probability

    explicit Model(const Parameters& parameters)
        : p(parameters),
          bearing(agronomy::bearing_table(parameters)),
          mortality(agronomy::mortality_table(parameters)),
          gain(livelihood::replacement_gain(bearing, mortality, parameters)),
          target{{{p.target_0_pruning, p.target_0_weeding, p.target_0_mirid, p.target_0_black_pod},
                  {p.target_1_pruning, p.target_1_weeding, p.target_1_mirid, p.target_1_black_pod},
                  {p.target_2_pruning, p.target_2_weeding, p.target_2_mirid, p.target_2_black_pod},
                  {p.target_3_pruning, p.target_3_weeding, p.target_3_mirid, p.target_3_black_pod}}},
          hassle{0.0, p.hassle_1, p.hassle_2, p.hassle_3},
          ruin_score(livelihood::score_of_floor(p.ruin_probability)) {}
};

}  // namespace smallholder::inline SMALLHOLDER_ISA::simulate
