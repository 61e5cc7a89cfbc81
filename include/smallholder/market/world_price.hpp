// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/core/elementary.hpp"
#include "smallholder/farm/parameters.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::market {

/// The world price returns slowly to its mean and jumps now and then.
///
///   x' = m + phi (x - m) + sigma e + J - lambda m_J,   J = 1{u < lambda} (m_J + s_J z)
///
/// x   ln of the world price, m its mean      ln(USD/t)
/// e, z   standard normal;  u uniform
/// lambda, m_J, s_J   yearly chance of a jump, its mean and spread in logs; the mean is compensated
/// Shape: stationary for phi < 1; how far and how fast it strays: price_process.hpp.
/// Tested: tests/unit/market/world_price_test.cpp
/// Source: yearly log autoregression on World Bank and IMF cocoa prices, 1980-2023; the jump is set by the 2024 residual.
inline double world_price_next(double log_price, double mean, double e, double u_jump, double z_jump, const Parameters& p) {
    const double jump = u_jump < p.jump_prob ? p.jump_mean + p.jump_sd * z_jump : 0.0;
    return mean + p.price_phi * (log_price - mean) + p.price_sd * e + jump - p.jump_prob * p.jump_mean;
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::market
