// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "smallholder/core/lane.hpp"
#include "smallholder/farm/parameters.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::market {

/// The way between farm and market: what a tonne, a trip and an hour cost, with and without a road programme.
template <Lane L>
struct Transport {
    L haul_foot;   // USD/t carried on the foot path
    L haul;        // USD/t, foot path and road
    L trip_hours;  // one way, h
    L trip_fare;   // one way, USD
};

/// Transport under a share of the foot path made motorable and a share of the earth road brought to gravel.
///
///   haul = c_foot km_foot' + c_earth km_earth + c_gravel km_gravel;  a removed path becomes gravel track
///
/// Shape: more road never raises haul (c_gravel <= c_earth <= c_foot) nor hours; the fare may rise, because a track carries
/// vehicles where people walked.   Tested: tests/unit/market/transport_test.cpp
/// Source: road is worth most where it replaces a path (Hine and Riverson 1982).
template <Lane L>
inline Transport<L> transport(L km_foot, L km_road, L foot_removed, L road_upgrade, const Parameters& p) {
    const L foot = km_foot * (1.0 - foot_removed);
    const L gravel = km_road * road_upgrade + km_foot * foot_removed;
    const L earth = km_road * (1.0 - road_upgrade);
    const L haul_foot = p.c_foot * foot;
    return {haul_foot, haul_foot + (p.c_earth * earth + p.c_gravel * gravel),
            foot / p.walk_speed + earth / p.speed_earth + gravel / p.speed_gravel,
            p.fare_earth * earth + p.fare_gravel * gravel};
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::market
