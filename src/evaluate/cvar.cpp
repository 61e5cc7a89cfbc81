// SPDX-License-Identifier: Apache-2.0
#include "smallholder/evaluate/cvar.hpp"

#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <string>

namespace smallholder::metrics {

TailRisk cvar_of_normal(double mean, double standard_deviation, double alpha) {
    constexpr const char* where = "metrics::cvar_of_normal";
    if (!std::isfinite(mean) || !(std::isfinite(standard_deviation) && standard_deviation >= 0.0)) {
        throw RangeError("the mean is " + number_text(mean) + " and the standard deviation " +
                             number_text(standard_deviation),
                         where, "Use finite numbers and a standard deviation of zero or more");
    }
    if (!(alpha > 0.0 && alpha < 1.0)) {
        throw RangeError("alpha is " + number_text(alpha), where,
                         "Use a level above 0 and below 1, for example 0.9");
    }
    namespace constants = boost::math::double_constants;
    // erfc_inv of the upper tail keeps its digits as alpha nears 1.
    const double z = constants::root_two * boost::math::erfc_inv(2.0 * (1.0 - alpha));
    const double density = std::exp(-0.5 * z * z) * constants::one_div_root_two_pi;
    return {mean + standard_deviation * z, mean + standard_deviation * density / (1.0 - alpha)};
}

}  // namespace smallholder::metrics
