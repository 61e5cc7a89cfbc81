// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Results, and results as the members see them: late, partly unseen, blurred. Alliances end over what is perceived.
///
///   vis     = clip(delivered / promised, 0, 1.5), both summed over the last two years; vis0 while hardly anything was promised
///   vis_hat = max(0, vis_{t - lag} (1 - om (1 - sm)) + nuR (1 - sm) z)        sm: shared measurement, in [0, 1]
///             before year lag: vis0 + nuR (1 - sm) z
///   false abandonment of a break-up = 1 - exp(-bR max(0, vis - vis_hat))      if going on would have been worth it; else 0
///
/// delivered, promised   farmers' income gained in a year         USD/yr
/// om   share of true results that nobody sees without shared measurement   1
/// nuR  blur, standard deviation                                            1
/// Shape: vis in [0, 1.5]; vis_hat >= 0; false abandonment in [0, 1), and falls when measurement sharpens or the delay shortens.
/// A zero-mean blur alone moves a hazard by exp((bR nuR)^2 / 2), 5% here: it is what stays unseen that kills.
/// Source: sizes assumed. "Abandoned in frustration over a perceived lack of results" is the claim behind it.
/// Page: docs/consortium/lifecycle.md#what-the-members-see
/// Tested: tests/unit/consortium/results_test.cpp

#include <algorithm>
#include <vector>

#include "smallholder/consortium/parameters.hpp"
#include "smallholder/core/elementary.hpp"
#include "smallholder/core/index.hpp"

namespace smallholder::consortium {

struct ResultsLaw {
    double unseen = kDefaultParameters.unseen_share;            ///< om
    double blur = kDefaultParameters.results_noise;              ///< nuR
    Index lag = static_cast<Index>(kDefaultParameters.results_lag);                 ///< lag_v, whole years
    Index window = 2;              ///< years over which delivered and promised are summed
    double highest = 1.5;          ///< of vis
    double least_promise = .001;   ///< share of baseline income below which nothing counts as promised
    double at_first = kDefaultParameters.results_centre;          ///< vis0, also the centre of the hazards
};
inline ResultsLaw results_of(const ConsortiumParameters& p) {
    ResultsLaw law;
    law.unseen = p.unseen_share;
    law.blur = p.results_noise;
    law.lag = static_cast<Index>(p.results_lag + .5);
    law.at_first = p.results_centre;
    return law;
}

/// What has become visible so far, year by year.
class VisibleResults {
public:
    explicit VisibleResults(const ResultsLaw& law) : law_(law) {}

    /// Books a year and returns its vis.
    double book(double delivered, double promised, double baseline_income) {
        delivered_.push_back(delivered);
        promised_.push_back(promised);
        double out = 0.0, due = 0.0;
        const auto count = static_cast<Index>(delivered_.size());
        for (Index t = std::max<Index>(0, count - law_.window); t < count; ++t) {
            out += delivered_[static_cast<std::size_t>(t)];
            due += promised_[static_cast<std::size_t>(t)];
        }
        const bool counts = due > 0.0 && due >= law_.least_promise * baseline_income * static_cast<double>(std::min(law_.window, count));
        visible_.push_back(counts ? std::clamp(out / due, 0.0, law_.highest) : law_.at_first);
        return visible_.back();
    }

    /// vis_hat of the year booked last; z is standard normal.
    double perceived(double shared_measurement, double z) const {
        const auto now = static_cast<Index>(visible_.size()) - 1;
        const double seen = now >= law_.lag
                                ? visible_[static_cast<std::size_t>(now - law_.lag)] * (1.0 - law_.unseen * (1.0 - shared_measurement))
                                : law_.at_first;
        return std::max(0.0, seen + law_.blur * (1.0 - shared_measurement) * z);
    }

    double visible() const { return visible_.empty() ? law_.at_first : visible_.back(); }

private:
    ResultsLaw law_;
    std::vector<double> delivered_, promised_, visible_;
};

/// The part of a break-up that misperception explains.
inline double false_abandonment(double results_effect, double visible, double perceived, bool worth_going_on) noexcept {
    if (!worth_going_on || perceived >= visible) return 0.0;
    return 1.0 - exp_of(-results_effect * (visible - perceived));
}

}  // namespace smallholder::consortium
