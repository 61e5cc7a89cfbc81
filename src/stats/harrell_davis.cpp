// SPDX-License-Identifier: Apache-2.0
#include "smallholder/stats/harrell_davis.hpp"

#include "smallholder/core/errors.hpp"
#include "smallholder/stats/special.hpp"
#include "smallholder/stats/weighted.hpp"

namespace smallholder::stats {

double harrell_davis_quantile(std::span<const double> sorted, double p) {
    constexpr auto where = "harrell_davis_quantile";
    if (sorted.empty()) throw RangeError("there are no values", where, "Pass at least one");
    if (!(p > 0.0 && p < 1.0)) {
        throw RangeError("p = " + number_text(p) + " is not between 0 and 1", where,
                         "Use the least or the greatest value itself for 0 and 1");
    }
    const auto n = static_cast<double>(sorted.size());
    const double a = (n + 1.0) * p, b = (n + 1.0) * (1.0 - p);
    detail::CompensatedSum sum;
    double before = 0.0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        const bool last = i + 1 == sorted.size();
        const double after = last ? 1.0 : incomplete_beta(a, b, static_cast<double>(i + 1) / n);
        sum.add((after - before) * sorted[i]);
        before = after;
    }
    return sum.value();
}

}  // namespace smallholder::stats
