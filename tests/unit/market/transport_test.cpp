// SPDX-License-Identifier: Apache-2.0
#include "smallholder/market/transport.hpp"

#include <gtest/gtest.h>

#include "../../support/lanes.hpp"
#include "../../support/shipped.hpp"

namespace {

using namespace smallholder;
using market::transport;
using tests::shipped;

TEST(Transport, WithoutAProgrammeThereAreThePathAndTheEarthRoad) {
    const Parameters& p = shipped();
    const auto way = transport(3.0, 20.0, 0.0, 0.0, p);
    EXPECT_NEAR(way.haul_foot, 3.0 * p.c_foot, 1e-12);
    EXPECT_NEAR(way.haul, 3.0 * p.c_foot + 20.0 * p.c_earth, 1e-12);
    EXPECT_NEAR(way.trip_hours, 3.0 / p.walk_speed + 20.0 / p.speed_earth, 1e-12);
    EXPECT_NEAR(way.trip_fare, 20.0 * p.fare_earth, 1e-12);
    EXPECT_NEAR(way.haul, p.haul_reference, 1e-9);  // the default means are the reference
}

TEST(Transport, ARemovedPathBecomesGravelTrack) {
    const Parameters& p = shipped();
    const auto way = transport(3.0, 20.0, 1.0, 1.0, p);
    EXPECT_EQ(way.haul_foot, 0.0);
    EXPECT_NEAR(way.haul, 23.0 * p.c_gravel, 1e-12);
    EXPECT_NEAR(way.trip_hours, 23.0 / p.speed_gravel, 1e-12);
    EXPECT_NEAR(way.trip_fare, 23.0 * p.fare_gravel, 1e-12);
}

TEST(Transport, AnyRoadHelpsGoodsAndTimeAndMoreHelpsMore) {
    const Parameters& p = shipped();
    for (double foot = 0.0; foot <= 1.0; foot += 0.1)
        for (double road = 0.0; road <= 1.0; road += 0.1) {
            const auto way = transport(3.0, 20.0, foot, road, p);
            for (const auto& better : {transport(3.0, 20.0, std::min(1.0, foot + 0.1), road, p),
                                       transport(3.0, 20.0, foot, std::min(1.0, road + 0.1), p)}) {
                EXPECT_LE(better.haul, way.haul + 1e-12);
                EXPECT_LE(better.haul_foot, way.haul_foot + 1e-12);
                EXPECT_LE(better.trip_hours, way.trip_hours + 1e-12);
            }
        }
}

TEST(Transport, VehiclesOnATrackTakeFaresThatFeetDidNot) {
    const Parameters& p = shipped();
    EXPECT_GT(transport(3.0, 0.0, 1.0, 0.0, p).trip_fare, transport(3.0, 0.0, 0.0, 0.0, p).trip_fare);
    EXPECT_LT(transport(0.0, 20.0, 0.0, 1.0, p).trip_fare, transport(0.0, 20.0, 0.0, 0.0, p).trip_fare);
}

TEST(Transport, FurtherIsDearer) {
    const Parameters& p = shipped();
    for (double km = 0.0; km < 50.0; km += 5.0) {
        EXPECT_GT(transport(km + 1.0, 20.0, 0.0, 0.0, p).haul, transport(km, 20.0, 0.0, 0.0, p).haul);
        EXPECT_GT(transport(3.0, km + 1.0, 0.0, 0.0, p).haul, transport(3.0, km, 0.0, 0.0, p).haul);
    }
    const auto here = transport(0.0, 0.0, 0.0, 0.0, p);
    EXPECT_EQ(here.haul + here.trip_hours + here.trip_fare, 0.0);
}

TEST(Transport, EveryLaneGivesTheSameBits) {
    tests::expect_same_bits_in_every_lane<4>(
        [](const auto& a) {
            const auto way = transport(a[0], a[1], a[2], a[3], shipped());
            return std::array{way.haul_foot, way.haul, way.trip_hours, way.trip_fare};
        },
        {{{0, 10}, {0, 80}, {0, 1}, {0, 1}}});
}

}  // namespace
