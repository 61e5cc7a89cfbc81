// SPDX-License-Identifier: Apache-2.0
#include "smallholder/farm/tree_profile.hpp"

#include <algorithm>

#include "smallholder/core/elementary.hpp"

namespace smallholder {

double natural_mortality(const Parameters& p, int age) {
    return std::min(1.0, p.mu0 + p.mu1 * exp_of((static_cast<double>(age) - p.mu_age) / p.mu_width));
}

TreeProfile steady_stand(const Parameters& parameters, double removal) {
    constexpr std::size_t kLast = kAgeClasses - 1;
    TreeProfile alive{};
    alive[0] = 1.0;
    for (std::size_t a = 0; a < kLast; ++a) {
        alive[a + 1] = alive[a] * (1.0 - natural_mortality(parameters, static_cast<int>(a))) * (1.0 - removal);
    }
    // Those who reach the last class stay in it until they die.
    const double stay = (1.0 - natural_mortality(parameters, kAgeClasses - 1)) * (1.0 - removal);
    alive[kLast] /= std::max(1.0 - stay, 1e-12);
    return alive;
}

TreeProfile tree_profile(const TreeProfile& steady, double centre, double spread, double density) {
    TreeProfile shape{};
    // A factor common to all classes cancels; taking it at the class nearest to the centre keeps the exponents small.
    const double nearest = std::clamp(centre, 0.0, static_cast<double>(kAgeClasses - 1));
    const double offset = (nearest - centre) * (nearest - centre);
    double total = 0.0;
    for (std::size_t a = 0; a < shape.size(); ++a) {
        const double distance = static_cast<double>(a) - centre;
        shape[a] = steady[a] * exp_of((offset - distance * distance) / (2.0 * spread * spread));
        total += shape[a];
    }
    for (double& trees : shape) trees *= density / total;
    return shape;
}

double mean_age(const TreeProfile& trees) {
    double total = 0.0, years = 0.0;
    for (std::size_t a = 0; a < trees.size(); ++a) {
        total += trees[a];
        years += static_cast<double>(a) * trees[a];
    }
    return total > 0.0 ? years / total : 0.0;
}

double share_older_than_5(const TreeProfile& trees) {
    double total = 0.0, older = 0.0;
    for (std::size_t a = 0; a < trees.size(); ++a) {
        total += trees[a];
        if (a > 5) older += trees[a];
    }
    return total > 0.0 ? older / total : 1.0;
}

double centre_for_mean_age(const TreeProfile& steady, double target, double spread) {
    // The profiles are an exponential family in the centre, so the mean age rises with it.
    const double wanted = std::clamp(target, kYoungest, kOldest);
    double low = -50.0 * spread, high = 50.0 * spread;
    for (int step = 0; step < 60; ++step) {
        const double middle = 0.5 * (low + high);
        (mean_age(tree_profile(steady, middle, spread, 1.0)) < wanted ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

}  // namespace smallholder
