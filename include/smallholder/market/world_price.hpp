// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/core/elementary.hpp"
#include "smallholder/farm/parameters.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::market {

/// Does a price that is off its mean come back, or stay?
enum class PriceProcess {
    mean_reverting,  ///< a part phi of the deviation is left after a year
    persistent,      ///< all of it: a random walk without drift, under the same surprises
};

/// The world price returns slowly to its mean and jumps now and then.
///
///   x' = m + phi (x - m) + sigma e + J - lambda m_J,   J = 1{u < lambda} (m_J + s_J z)
///
/// x   ln of the world price, m its mean      ln(USD/t)
/// e, z   standard normal;  u uniform
/// lambda, m_J, s_J   yearly chance of a jump, its mean and spread in logs; the mean is compensated
/// phi = 1 where the price persists: today's price is then the best guess of every later one, and m plays no part.
/// Shape: stationary for phi < 1; how far and how fast it strays: price_process.hpp.
/// Tested: tests/unit/market/world_price_test.cpp
/// Source: yearly log autoregression on World Bank and IMF cocoa prices, 1980-2023; the jump is set by the 2024 residual.
inline double world_price_next(double log_price, double mean, double e, double u_jump, double z_jump, const Parameters& p,
                               PriceProcess process = PriceProcess::mean_reverting) {
    const double jump = u_jump < p.jump_prob ? p.jump_mean + p.jump_sd * z_jump : 0.0;
    const double left = process == PriceProcess::persistent ? 1.0 : p.price_phi;
    return mean + left * (log_price - mean) + p.price_sd * e + jump - p.jump_prob * p.jump_mean;
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::market
