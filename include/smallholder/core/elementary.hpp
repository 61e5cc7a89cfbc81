// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Exponential, logarithm and the normal quantile, with the same bits on every machine.
///
/// The C library's own exp and log differ between processors and between one number and four at a
/// time, so a forecast would change in its last digits with the machine. These are short polynomials
/// in + - * / and bit operations: `double` and Pack<N>, GCC and Clang, with and without AVX2 agree.
///
///   exp_of(x)           e^x               x clipped to [-708, 708]; error below 1.1 ulp
///   log_of(x)           ln x              x positive and normal, else NaN; error below 1 ulp
///   power(x, c)         x^c = e^(c ln x)  x positive and normal; relative error about 2e-16 (1 + |c ln x|)
///   logistic(x)         1 / (1 + e^-x)    increasing, in [0, 1]
///   normal_quantile(u)  z with P(Z < z) = u, u in (0, 1), else NaN; increasing over 32-bit uniforms,
///                       odd about 1/2 to the last bit; relative error below 2e-15
///
/// Shape: lane -> lane, no branches.      Tested: tests/unit/core/elementary_test.cpp
/// Sources: exp: argument reduction with the two-part ln 2 of FDLIBM (Sun Microsystems, e_exp.c, 1993),
/// Chebyshev fit of (e^r - 1 - r)/r^2 on |r| <= ln(2)/2, relative error of the fit 1.6e-17.
/// log: series in s = f/(2 + f) with the minimax coefficients Lg1-Lg7 of FDLIBM e_log.c (1993).
/// normal quantile: algorithm AS 241, routine PPND16: M. J. Wichura (1988), The percentage points of the
/// normal distribution, Applied Statistics 37(3), 477-484.

#include <cstdint>
#include <limits>

#include "smallholder/core/lane.hpp"

namespace smallholder::inline SMALLHOLDER_ISA {

namespace detail {

inline constexpr double kLn2High = 0x1.62e42feep-1;            // ln 2, first 32 bits
inline constexpr double kLn2Low = 1.90821492927058770002e-10;  // ln 2 - kLn2High
inline constexpr double kLog2OfE = 1.44269504088896340736;

/// c0 + c1 x + ... + c7 x^7 in pairs, which halves the chain of waiting additions.
template <Lane L>
SMALLHOLDER_ALWAYS_INLINE constexpr L polynomial7(L x, const double (&c)[8]) noexcept {
    const L x2 = x * x;
    const L low = (c[0] + c[1] * x) + x2 * (c[2] + c[3] * x);
    const L high = (c[4] + c[5] * x) + x2 * (c[6] + c[7] * x);
    return low + (x2 * x2) * high;
}

}  // namespace detail

template <Lane L>
SMALLHOLDER_ALWAYS_INLINE constexpr L exp_of(L x) noexcept {
    // e^x = 2^n e^r. Adding 1.5 * 2^52 rounds x log2(e) to the whole number n and leaves n in the
    // last bits, from where it moves into an exponent without a conversion.
    constexpr double kShift = 0x1.8p52;
    const L y = clip(x, broadcast<L>(-708.0), broadcast<L>(708.0));
    const L shifted = y * detail::kLog2OfE + kShift;
    const L n = shifted - kShift;
    const L r = (y - n * detail::kLn2High) - n * detail::kLn2Low;
    const L r2 = r * r;
    const L tail = detail::polynomial7(
        r, {0.5000000000000001, 0.16666666666666669, 0.04166666666662413, 0.008333333333330062,
            0.0013888888917213717, 0.00019841269863053618, 2.4801521295954376e-05, 2.7557268459997064e-06});
    const L r4 = r2 * r2;
    const L last = (r4 * r4) * (2.7620088445409746e-07 + 2.510038549551032e-08 * r);
    const L power_of_r = 1.0 + (r + r2 * (tail + last));
    const auto exponent = (bits_of(shifted) + broadcast_bits<L>(1023)) << 52;
    return power_of_r * from_bits(exponent);
}

template <Lane L>
SMALLHOLDER_ALWAYS_INLINE constexpr L log_of(L x) noexcept {
    // x = 2^k m with m in [sqrt(1/2), sqrt(2)); ln m = f - f^2/2 + s (f^2/2 + R) for f = m - 1.
    constexpr std::uint64_t kBitsOfSqrtHalf = 0x3fe6a09e667f3bcd;
    const auto bits = bits_of(x);
    const auto offset = bits + broadcast_bits<L>((std::uint64_t{1023} << 52) - kBitsOfSqrtHalf);
    const auto biased = offset >> 52;  // k + 1023
    const L k = from_bits(biased | broadcast_bits<L>(0x4330000000000000)) - (0x1p52 + 1023.0);
    const L m = from_bits(bits - ((biased - broadcast_bits<L>(1023)) << 52));
    const L f = m - 1.0;
    const L s = f / (2.0 + f);
    const L z = s * s;
    const L w = z * z;
    const L even =
        w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
    const L odd =
        z * (6.666666666666735130e-01 +
             w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
    const L remainder = even + odd;
    const L half_square = 0.5 * f * f;
    const L result =
        k * detail::kLn2High - ((half_square - (s * (half_square + remainder) + k * detail::kLn2Low)) - f);
    const auto usable = mask_and(x >= broadcast<L>(std::numeric_limits<double>::min()),
                                 x <= broadcast<L>(std::numeric_limits<double>::max()));
    return select(usable, result, broadcast<L>(std::numeric_limits<double>::quiet_NaN()));
}

/// x^c for a fixed exponent c; x positive and normal.
template <Lane L>
SMALLHOLDER_ALWAYS_INLINE constexpr L power(L x, double c) noexcept {
    return exp_of(c * log_of(x));
}

template <Lane L>
SMALLHOLDER_ALWAYS_INLINE constexpr L logistic(L x) noexcept {
    return 1.0 / (1.0 + exp_of(-x));
}

template <Lane L>
SMALLHOLDER_ALWAYS_INLINE L normal_quantile(L u) noexcept {
    // Centre |u - 1/2| <= .425: z = q A(.425^2 - q^2); near tail and far tail: z = +-B(sqrt(-ln p) - shift)
    // with p the smaller side. Numerator and denominator of each are formed, one pair is kept, and one
    // division is made.
    const L q = u - 0.5;
    const L p = minimum(u, 1.0 - u);
    const L t = square_root(-log_of(p));

    const L centre = 0.180625 - q * q;
    const L centre_top =
        q * detail::polynomial7(centre,
                                {3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3,
                                 1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                 3.3430575583588128105e+4, 2.5090809287301226727e+3});
    const L centre_bottom = detail::polynomial7(
        centre, {1.0, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
                 2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4,
                 5.2264952788528545610e+3});

    const L near = t - 1.6;
    const L near_top = detail::polynomial7(
        near, {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
               3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
               2.27238449892691845833e-2, 7.74545014278341407640e-4});
    const L near_bottom = detail::polynomial7(
        near, {1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
               1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
               1.05075007164441684324e-9});

    const L far = t - 5.0;
    const L far_top = detail::polynomial7(
        far, {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
              2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
              2.71155556874348757815e-5, 2.01033439929228813265e-7});
    const L far_bottom = detail::polynomial7(
        far, {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
              7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
              2.04426310338993978564e-15});

    const auto in_far = t > broadcast<L>(5.0);
    const L tail_top = select(in_far, far_top, near_top);
    const L tail_bottom = select(in_far, far_bottom, near_bottom);
    const L signed_top = select(q < broadcast<L>(0.0), -tail_top, tail_top);
    // A value outside (0, 1) has a NaN for t and takes the tail, so that it comes out as NaN.
    const auto central = absolute(q) <= broadcast<L>(0.425);
    return select(central, centre_top, signed_top) / select(central, centre_bottom, tail_bottom);
}

}  // namespace smallholder::inline SMALLHOLDER_ISA
