// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/core/lane.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::livelihood {

/// What the first adult, each further adult and each child count in adult equivalents, 1 per person.
struct EquivalenceScale {
    double first_adult;
    double further_adult;
    double child;
};

/// Modified OECD scale: the one behind the living-income benchmarks of cocoa areas.
/// Source: Hagenaars, de Vos and Zaidi (1994), Eurostat; gives the 2.4 and 2.7 of the reference families
/// in akvo/IDH-IDC li_benchmark.csv (household_equiv).
inline constexpr EquivalenceScale kModifiedOecd{1.0, 0.5, 0.3};

/// The older OECD ("Oxford") scale. Source: OECD (1982), The OECD List of Social Indicators.
inline constexpr EquivalenceScale kOecd{1.0, 0.7, 0.5};

/// How many lone adults a household costs to keep: people who share a roof need less each.
///
///   AE = first + further (adults - 1) + child children
///
/// adults    persons   >= 1
/// children  persons   >= 0
/// scale     weights   adult equivalents per person; modified OECD 1, 0.5, 0.3
/// Shape: lane -> lane; increasing in both; 1 for a lone adult.
/// Source: see kModifiedOecd.   Page: docs/notation.md#adult_equivalents
/// Tested: tests/unit/livelihood/adult_equivalents_test.cpp (TB09)
template <Lane L>
inline constexpr L adult_equivalents(L adults, L children,
                                     EquivalenceScale scale = kModifiedOecd) noexcept {
    return scale.first_adult + scale.further_adult * (adults - 1.0) + scale.child * children;
}

/// The scale that needs only the size of the household.
///
///   AE = sqrt(persons)
///
/// persons   adults and children together   persons   >= 1
/// Shape: lane -> lane; increasing, concave.
/// Source: OECD (2013), Framework for Statistics on the Distribution of Household Income, the
/// square-root scale.   Page: docs/notation.md#adult_equivalents
/// Tested: tests/unit/livelihood/adult_equivalents_test.cpp (TB09)
template <Lane L>
inline L adult_equivalents_square_root(L persons) noexcept {
    return square_root(persons);
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::livelihood
