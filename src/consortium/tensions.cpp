// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/tensions.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "smallholder/core/elementary.hpp"
#include "smallholder/core/errors.hpp"

namespace smallholder::consortium {

void require_tension(const Tension& tension) {
    for (const double each : {tension.at_one, tension.at_zero, tension.bend}) {
        if (!(each > 0.0 && std::isfinite(each))) {
            throw RangeError("the worths of the ends are " + number_text(tension.at_one) + " and " + number_text(tension.at_zero) + ", the bend " + number_text(tension.bend),
                             "consortium tension", "Use numbers above 0: an end that is worth nothing makes no tension");
        }
    }
}

double tension_net(const Tension& tension, double dial) {
    require_tension(tension);
    if (!(dial >= 0.0 && dial <= 1.0)) throw RangeError("the dial is " + number_text(dial), "consortium tension_net", "Use a number between 0 and 1");
    return tension.at_one * (1.0 - exp_of(-tension.bend * dial)) + tension.at_zero * (1.0 - exp_of(-tension.bend * (1.0 - dial)));
}

double tension_optimum(const Tension& tension) {
    require_tension(tension);
    return std::clamp(.5 + log_of(tension.at_one / tension.at_zero) / (2.0 * tension.bend), 0.0, 1.0);
}

Tension tension_in(const TensionRow& row, Stage stage, double bend) {
    return row.stage == stage ? Tension{row.at_one, row.at_zero, bend} : Tension{1.0, 1.0, bend};
}

Rebalancing rebalance(std::span<const Tension> course, double switching_cost, Index every) {
    constexpr const char* where = "consortium rebalance";
    if (course.empty()) throw RangeError("the course has no period", where, "Give one tension or more");
    if (every < 1) throw RangeError("moves come every " + std::to_string(every) + " periods", where, "Use 1 or more");
    if (!(switching_cost >= 0.0 && std::isfinite(switching_cost))) {
        throw RangeError("the cost of moving is " + number_text(switching_cost), where, "Use 0 or more");
    }
    Rebalancing result;
    result.every = every;
    double dial = tension_optimum(course.front()), best = 0.0, net = 0.0, switching = 0.0;
    for (std::size_t t = 0; t < course.size(); ++t) {
        const double optimum = tension_optimum(course[t]);
        if (t > 0 && static_cast<Index>(t) % every == 0) {
            switching += switching_cost * std::fabs(optimum - dial);
            dial = optimum;
        }
        best += tension_net(course[t], optimum);
        net += tension_net(course[t], dial);
    }
    const auto periods = static_cast<double>(course.size());
    result.switching = switching / periods;
    result.net = (net - switching) / periods;
    result.loss = best / periods - result.net;
    return result;
}

Rebalancing best_rebalancing(std::span<const Tension> course, double switching_cost) {
    Rebalancing best = rebalance(course, switching_cost, 1);
    for (Index every = 2; every <= static_cast<Index>(course.size()); ++every) {
        const Rebalancing other = rebalance(course, switching_cost, every);
        if (other.net > best.net) best = other;
    }
    return best;
}

TensionYear tension_year(const TensionLaw& law, TensionState& state, Stage stage) {
    TensionYear year;
    if (!law.active || !living(stage)) return year;
    double left = 0.0;
    for (std::size_t i = 0; i < kTensions; ++i) {
        if (kTensionRows[i].stage != stage) continue;
        const double optimum = tension_optimum(tension_in(kTensionRows[i], stage, law.bend));
        const double distance = std::fabs(state.dial[i] - optimum);
        year.distance += distance;
        if (law.diagnosed) {
            year.switching += law.switching_cost * distance;
            state.dial[i] = optimum;
        } else {
            left += distance;
        }
    }
    year.log_hazard = law.weight * left;
    return year;
}

}  // namespace smallholder::consortium
