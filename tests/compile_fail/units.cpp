// SPDX-License-Identifier: Apache-2.0
// Mistakes that the compiler has to catch; tests/compile_fail/CMakeLists.txt chooses one at a time.
#include "smallholder/core/units.hpp"
#include "smallholder/core/ids.hpp"
#include "smallholder/core/share.hpp"

using namespace smallholder;

Money margin(Area area, Yield yield, Price price, CostPerArea cost_per_ha) {
#ifdef CASE_AREA_LEFT_OUT
    Money margin = (yield * price - cost_per_ha);
#else
    Money margin = area * (yield * price - cost_per_ha);
#endif
#ifdef CASE_MONEY_PLUS_AREA
    margin + area;
#endif
#ifdef CASE_NUMBER_AS_MONEY
    margin = 3.0;
#endif
#ifdef CASE_MONEY_AS_NUMBER
    double number = margin;
#endif
#ifdef CASE_PRICE_TIMES_AREA_AS_MONEY
    margin = price * area;
#endif
#ifdef CASE_COMPARE_DAYS_WITH_YEARS
    if (Days(1.0) < Years(1.0)) margin = Money(0.0);
#endif
#ifdef CASE_HOUSEHOLD_ID_FROM_ROW
    const HouseholdId id = Index{12};
#endif
#ifdef CASE_SHARE_FROM_NUMBER
    const Share share = 0.5;
#endif
    return margin;
}
