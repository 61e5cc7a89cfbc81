// SPDX-License-Identifier: Apache-2.0
#pragma once

/// How many adopt when the same practice pays on some farms and not on others, in closed form (TOA-MD).
///
///   gain ~ N(mu, s^2) over farms;  a farm adopts when gain + payment > 0, that is when its opportunity cost -gain is
///   below the payment
///   share = Phi(z),  z = (mu + payment)/s
///   mean gain of adopters = mu + s phi(z)/Phi(z)          gain per farm = mu Phi(z) + s phi(z)
///
/// mu, s     mean and spread over farms of what adopting brings, all costs counted   money/yr   s >= 0
/// payment   for adopting, from outside                                              money/yr   may be negative (a fee)
/// Gains do not contain the payment. Everybody knows his own gain, has the cash, and decides once and at once: what the
/// engine adds is knowledge, cash, risk and time.
/// Shape: share rises with mu and payment; with mu + payment = 0 it is 1/2 whatever the spread; gain per farm with payment
/// 0 is never negative, for nobody has to.
/// Source: Antle (2011), American Journal of Agricultural Economics 93(5), 1292-1311; Antle, Stoorvogel and Valdivia
/// (2014), Philosophical Transactions of the Royal Society B 369.
/// Page: docs/notation.md#heterogeneous_adoption   Tested: tests/unit/livelihood/adoption_heterogeneous_test.cpp

#include <cmath>
#include <limits>
#include <string>
#include <string_view>

#include "smallholder/core/elementary.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/stats/special.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::livelihood {

/// Who adopts and what comes of it, before any payment is counted.
struct HeterogeneousAdoption {
    double share = 0.0;             ///< of farms that adopt, 1
    double gain_of_adopters = 0.0;  ///< mean over those who adopt; NaN when nobody does, money/yr
    double gain_per_farm = 0.0;     ///< mean over all farms, money/yr
};

inline HeterogeneousAdoption heterogeneous_adoption(double mean_gain, double gain_sd, double payment = 0.0) {
    constexpr std::string_view where = "livelihood::heterogeneous_adoption";
    if (!(std::isfinite(mean_gain) && std::isfinite(gain_sd) && gain_sd >= 0.0 && std::isfinite(payment))) {
        throw RangeError("a mean gain of " + number_text(mean_gain) + ", a spread of " + number_text(gain_sd) +
                             " and a payment of " + number_text(payment),
                         std::string(where), "Use finite amounts in one money, and a spread of zero or more");
    }
    HeterogeneousAdoption result;
    const double pays = mean_gain + payment;
    if (gain_sd == 0.0) {
        result.share = pays > 0.0 ? 1.0 : 0.0;
        result.gain_per_farm = result.share * mean_gain;
    } else {
        constexpr double kRootOfTwoPi = 2.50662827463100050242;
        const double z = pays / gain_sd;
        result.share = stats::normal_cdf(z);
        result.gain_per_farm = mean_gain * result.share + gain_sd * exp_of(-0.5 * z * z) / kRootOfTwoPi;
    }
    result.gain_of_adopters =
        result.share > 0.0 ? result.gain_per_farm / result.share : std::numeric_limits<double>::quiet_NaN();
    return result;
}

/// The spread of the gain, from the spreads of what farms earn with the old and with the new system.
///
///   s = sqrt(s_old^2 + s_new^2 - 2 rho s_old s_new)
///
/// rho   correlation over farms between the two   1   in [-1, 1]; high when good farms are good at both
/// Shape: money/yr; falls with rho.   Source: Antle (2011), as above
inline double gain_spread(double sd_old, double sd_new, double correlation) {
    constexpr std::string_view where = "livelihood::gain_spread";
    if (!(std::isfinite(sd_old) && sd_old >= 0.0 && std::isfinite(sd_new) && sd_new >= 0.0 && correlation >= -1.0 &&
          correlation <= 1.0)) {
        throw RangeError("spreads of " + number_text(sd_old) + " and " + number_text(sd_new) + ", correlation " +
                             number_text(correlation),
                         std::string(where), "Use spreads of zero or more and a correlation between -1 and 1");
    }
    // As a sum of squares, so that equal spreads and a correlation of 1 give exactly zero.
    const double apart = sd_old - sd_new;
    return std::sqrt(apart * apart + 2.0 * (1.0 - correlation) * sd_old * sd_new);
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::livelihood
