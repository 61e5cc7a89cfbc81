// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace smallholder::reference {

/// What a farm earns, on the back of an envelope: the four numbers most business cases rest on.
///
///   income = land yield price - cost
///
/// land   under the crop                             ha
/// yield  sold per hectare                           kg/ha/yr
/// price  at the farm gate                           money/kg
/// cost   of production, for the whole farm          money/yr
/// Shape: money/yr; raising land, yield or price by a tenth raises sales by a tenth each, since nothing answers: not the
/// hours worked, not the price, not next year's trees.
/// Page: docs/notation.md#spreadsheet   Tested: tests/unit/evaluate/reference_spreadsheet_test.cpp
constexpr double spreadsheet_income(double land_ha, double yield_kg_per_ha, double price_per_kg, double cost) noexcept {
    return land_ha * yield_kg_per_ha * price_per_kg - cost;
}

}  // namespace smallholder::reference
