// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "smallholder/evaluate/returns_npv.hpp"

namespace smallholder::returns {

/// An outcome of the model, valued in money by a proxy that is named.
struct SocialOutcome {
    std::string name;             ///< what changes, for example "days ill avoided"
    std::string proxy;            ///< what money value it is given and where that comes from; not empty
    std::vector<double> value;    ///< money/yr, year 0 first
    double deadweight = 0.0;      ///< share that would have happened anyway, 1, in [0, 1]
    double attribution = 1.0;     ///< share due to this programme rather than to others, 1, in [0, 1]
    double displacement = 0.0;    ///< share only moved from somebody else, 1, in [0, 1]
    double drop_off = 0.0;        ///< share of the claim lost each year after the first, 1/yr, in [0, 1]
};

/// A social return with everything needed to argue about it.
struct SocialReturn {
    struct Line {
        std::string name;
        std::string proxy;
        double present_value = 0.0;  ///< after all deductions, money of year 0
    };
    double ratio = 0.0;     ///< outcomes / inputs, 1
    double outcomes = 0.0;  ///< present value of all outcomes, money of year 0
    double inputs = 0.0;    ///< present value of all inputs, money of year 0
    std::vector<Line> lines;
};

/// Social return on investment: the money worth of what changed, less what cannot be claimed, per unit put
/// in.
///
///   SROI = sum_o sum_t value_o[t] (1 - dead_o) attr_o (1 - disp_o) (1 - drop_o)^(t - t_o) / (1 + rate)^t
///          / sum_t inputs[t] / (1 + rate)^t
///
/// t_o     first year in which the outcome has a value; the drop-off starts the year after
/// inputs  spending of each year, positive   money   >= 0
/// rate    discount rate                     1/yr    > -1
/// Shape: dimensionless; falls with deadweight, displacement and drop-off, rises with attribution. A
/// simulated difference between arms already is net of deadweight: leave deadweight at 0 then.
/// Source: SROI Network (2012), A Guide to Social Return on Investment.
/// Page: docs/notation.md#sroi   Tested: tests/unit/evaluate/returns_sroi_test.cpp
inline SocialReturn social_return(std::span<const SocialOutcome> outcomes,
                                  std::span<const double> inputs, double rate) {
    constexpr std::string_view where = "returns::social_return";
    detail::require_flows(inputs, "inputs", where);
    if (outcomes.empty()) {
        throw RangeError("there is no outcome", std::string(where), "Pass at least one outcome");
    }
    for (std::size_t t = 0; t < inputs.size(); ++t) {
        if (inputs[t] < 0.0) {
            throw RangeError("inputs[" + std::to_string(t) + "] is negative", std::string(where),
                             "Enter inputs as positive amounts");
        }
    }
    SocialReturn result;
    result.inputs = npv(rate, inputs);
    if (!(result.inputs > 0.0)) {
        throw RangeError("all inputs are zero", std::string(where),
                         "A return needs an input; report the present value of the outcomes instead");
    }
    for (const SocialOutcome& outcome : outcomes) {
        std::string place(where);
        place.append(", outcome '").append(outcome.name).append("'");
        detail::require_flows(outcome.value, "value", place);
        if (outcome.proxy.empty()) {
            throw RangeError("the proxy is not named", place,
                             "Say what money value stands for this outcome and where it comes from");
        }
        for (const auto& [label, share] :
             {std::pair<const char*, double>{"deadweight", outcome.deadweight},
              {"attribution", outcome.attribution},
              {"displacement", outcome.displacement},
              {"drop_off", outcome.drop_off}}) {
            if (!(share >= 0.0 && share <= 1.0)) {
                throw RangeError(std::string(label) + " is " + number_text(share), place,
                                 "Use a share between 0 and 1");
            }
        }
        const double claim =
            (1.0 - outcome.deadweight) * outcome.attribution * (1.0 - outcome.displacement);
        std::vector<double> claimed(outcome.value.size(), 0.0);
        double left = 1.0;
        bool started = false;
        for (std::size_t t = 0; t < claimed.size(); ++t) {
            if (started) left *= 1.0 - outcome.drop_off;
            started = started || outcome.value[t] != 0.0;
            claimed[t] = outcome.value[t] * claim * left;
        }
        const double present_value = npv(rate, claimed);
        result.outcomes += present_value;
        result.lines.push_back({outcome.name, outcome.proxy, present_value});
    }
    result.ratio = result.outcomes / result.inputs;
    return result;
}

}  // namespace smallholder::returns
