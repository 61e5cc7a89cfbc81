// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The special functions behind shares, counts and normal scores, with the same bits on every machine.
///
/// Draws of parameters and of starting populations pass through these, and a library that calls the
/// machine's own exp and log would give them different last digits on different processors. All of them
/// stand on exp_of and log_of (core/elementary.hpp) and fixed orders of operations.
///
///   normal_cdf(z)                       P(Z < z)
///   log_gamma(x)                        ln Gamma(x)                       x > 0
///   incomplete_beta(a, b, x)            I_x(a, b), cdf of a Beta(a, b)    a, b > 0, x in [0, 1]
///   incomplete_beta_inverse(a, b, u)    x with I_x(a, b) = u              u in (0, 1)
///   incomplete_gamma(a, x)              P(a, x), cdf of a Gamma(a)        a > 0, x >= 0
///   incomplete_gamma_inverse(a, u)      x with P(a, x) = u                u in (0, 1)
///
/// Shape: numbers -> number; NaN outside the domain. Relative error about 1e-12 for shapes up to 1e4, growing with the
/// shape (4e-11 at 1e6).
/// Page: docs/adr/0006-beliefs-with-the-same-bits.md
/// Tested: tests/unit/stats/special_test.cpp (SciPy)
/// Sources: NIST Digital Library of Mathematical Functions 5.11.1 (Stirling), 8.17.22 (continued fraction of
/// I_x), 8.7.1 (series of P), 8.9.2 (continued fraction of Q).

namespace smallholder::stats {

double normal_cdf(double z) noexcept;
double log_gamma(double x) noexcept;
double incomplete_beta(double a, double b, double x) noexcept;
double incomplete_beta_inverse(double a, double b, double u) noexcept;
double incomplete_gamma(double a, double x) noexcept;
double incomplete_gamma_inverse(double a, double u) noexcept;

}  // namespace smallholder::stats
