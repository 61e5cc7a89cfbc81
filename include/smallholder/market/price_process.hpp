// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "smallholder/core/elementary.hpp"
#include "smallholder/core/errors.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::market {

/// A price in logs that returns to its mean, in steps: what a regression of ln price on its last value gives.
///
///   x' = m + phi (x - m) + sigma e
///
/// phi    what is left of a deviation after a step    1, in (0, 1)
/// sigma  spread of a step's surprise                 ln(price)
struct PriceSteps {
    double phi, sigma;
};

/// The same in continuous time (Ornstein and Uhlenbeck), of which steps of any length can be taken.
///
///   dx = kappa (m - x) dt + sigma_c dW
///
/// kappa    pull to the mean             1/year, > 0
/// sigma_c  spread of the surprises      ln(price) per square root of a year
struct PriceFlow {
    double kappa, sigma_c;
};

namespace detail {

inline void require_return(const PriceSteps& price, const char* where) {
    if (!(price.phi > 0.0 && price.phi < 1.0) || !(price.sigma >= 0.0))
        throw RangeError("phi = " + std::to_string(price.phi) + ", sigma = " + std::to_string(price.sigma) +
                             " is no price that returns to its mean",
                         where, "phi lies between 0 and 1, both excluded, and sigma is 0 or more");
}

}  // namespace detail

/// The spread of the log price over a long time:  sigma/sqrt(1 - phi^2).  Throws RangeError unless 0 < phi < 1.
/// Tested: tests/unit/market/price_process_test.cpp (TB01)
inline double stationary_sd(const PriceSteps& price) {
    detail::require_return(price, "market::stationary_sd");
    return price.sigma / square_root(1.0 - price.phi * price.phi);
}

/// Steps until half of a deviation is gone:  ln(1/2)/ln phi.  Throws RangeError unless 0 < phi < 1.   Tested: likewise (TB01)
inline double half_life(const PriceSteps& price) {
    detail::require_return(price, "market::half_life");
    return log_of(0.5) / log_of(price.phi);
}

/// How uncertain the log price is so many steps ahead, its value today being known:
///
///   sigma sqrt((1 - phi^(2 n))/(1 - phi^2)),   n >= 0 steps
///
/// Throws RangeError unless 0 < phi < 1.   Shape: 0 at n = 0, sigma at 1, rising to stationary_sd.   Tested: likewise (TB01)
inline double forecast_sd(const PriceSteps& price, double steps) {
    detail::require_return(price, "market::forecast_sd");
    return stationary_sd(price) * square_root(1.0 - power(price.phi, 2.0 * steps));
}

/// The continuous process whose steps of one year are exactly these:
///
///   kappa = -ln phi,   sigma_c = sigma sqrt(2 kappa/(1 - phi^2))
///
/// Throws RangeError unless 0 < phi < 1.   Tested: tests/unit/market/price_process_test.cpp (TB02)
inline PriceFlow continuous(const PriceSteps& yearly) {
    detail::require_return(yearly, "market::continuous");
    const double kappa = -log_of(yearly.phi);
    return {kappa, yearly.sigma * square_root(2.0 * kappa / (1.0 - yearly.phi * yearly.phi))};
}

/// Steps of a continuous process, exact for any length, so that prices by the month or the season follow from yearly ones:
///
///   phi = exp(-kappa h),   sigma = sigma_c sqrt((1 - phi^2)/(2 kappa)),   h years > 0
///
/// Throws RangeError when h or kappa is not above 0.   Tested: tests/unit/market/price_process_test.cpp (TB02)
inline PriceSteps in_steps_of(double years, const PriceFlow& price) {
    if (!(years > 0.0) || !(price.kappa > 0.0))
        throw RangeError("steps of " + std::to_string(years) + " years of a process with kappa = " + std::to_string(price.kappa),
                         "market::in_steps_of", "Both must be above 0");
    const double phi = exp_of(-price.kappa * years);
    return {phi, price.sigma_c * square_root((1.0 - phi * phi) / (2.0 * price.kappa))};
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::market
