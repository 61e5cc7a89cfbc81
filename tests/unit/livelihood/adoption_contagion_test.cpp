// SPDX-License-Identifier: Apache-2.0
#include "smallholder/livelihood/adoption_contagion.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <utility>
#include <vector>

namespace {

using namespace smallholder;
using livelihood::ContactGraph;
using Pairs = std::vector<std::pair<Index, Index>>;
using People = std::vector<Index>;

TEST(ContactGraph, KnowsEachContactOnceWhicheverWayItWasNamed) {
    const Pairs pairs{{0, 1}, {1, 0}, {2, 1}, {1, 2}, {3, 1}};
    const ContactGraph graph(5, pairs);
    EXPECT_EQ(graph.people(), 5);
    EXPECT_EQ(People(graph.contacts_of(1).begin(), graph.contacts_of(1).end()), (People{0, 2, 3}));
    EXPECT_EQ(graph.contacts_of(3).size(), 1u);
    EXPECT_TRUE(graph.contacts_of(4).empty());
}

TEST(ContactGraph, ARingHasTwiceItsReachOfContacts) {
    const auto ring = livelihood::ring_of_contacts(9, 2);
    for (Index i = 0; i < 9; ++i) EXPECT_EQ(ring.contacts_of(i).size(), 4u);
    EXPECT_EQ(People(ring.contacts_of(0).begin(), ring.contacts_of(0).end()), (People{1, 2, 7, 8}));
}

/// A connected graph: a path through everybody, and some shortcuts.
ContactGraph some_graph(std::mt19937_64& generator, Index people, int shortcuts) {
    Pairs pairs;
    for (Index i = 1; i < people; ++i) pairs.emplace_back(i - 1, i);
    std::uniform_int_distribution<Index> anyone(0, people - 1);
    for (int k = 0; k < shortcuts; ++k) {
        const Index a = anyone(generator), b = anyone(generator);
        if (a != b) pairs.emplace_back(a, b);
    }
    return {people, pairs};
}

TEST(Contagion, WithAThresholdOfOneReachesAllWithTwoNobodyFromOneSeed) {
    std::mt19937_64 generator(11);
    for (int trial = 0; trial < 20; ++trial) {
        const auto graph = some_graph(generator, 60, 40);
        EXPECT_EQ(livelihood::contagion(graph, People{7}, 1, 100).adopters.back(), 60);
        EXPECT_EQ(livelihood::contagion(graph, People{7}, 2, 100).adopters, (People{1}));
    }
}

TEST(Contagion, WithAThresholdOfOneArrivesByTheShortestPath) {
    std::mt19937_64 generator(12);
    const auto graph = some_graph(generator, 40, 25);
    const auto path = livelihood::contagion(graph, People{0}, 1, 100);
    for (Index i = 0; i < 40; ++i) {
        if (i == 0) continue;
        Index nearest = 1000;
        for (const Index j : graph.contacts_of(i)) nearest = std::min(nearest, path.year[static_cast<std::size_t>(j)]);
        EXPECT_EQ(path.year[static_cast<std::size_t>(i)], nearest + 1);
    }
}

TEST(Contagion, MoreSeedsAndLowerThresholdsNeverMeanFewerAdopters) {
    std::mt19937_64 generator(13);
    for (int trial = 0; trial < 30; ++trial) {
        const auto graph = some_graph(generator, 50, 120);
        const auto few = livelihood::contagion(graph, People{1, 2, 3}, 2, 100);
        const auto more = livelihood::contagion(graph, People{1, 2, 3, 30}, 2, 100);
        EXPECT_GE(more.adopters.back(), few.adopters.back());
        EXPECT_GE(few.adopters.back(), livelihood::contagion(graph, People{1, 2, 3}, 3, 100).adopters.back());
        EXPECT_EQ(few.adopters.back(),
                  static_cast<Index>(std::count_if(few.year.begin(), few.year.end(), [](Index y) { return y >= 0; })));
    }
}

TEST(Contagion, StopsWithTheYearsAskedFor) {
    const auto ring = livelihood::ring_of_contacts(20, 2);
    EXPECT_EQ(livelihood::contagion(ring, People{0, 1}, 2, 3).adopters, (People{2, 4, 6, 8}));
    EXPECT_EQ(livelihood::contagion(ring, People{}, 1, 3).adopters, (People{0}));
}

TEST(Contagion, RefusesPeopleWhoAreNotThere) {
    EXPECT_THROW(ContactGraph(0, Pairs{}), RangeError);
    EXPECT_THROW(ContactGraph(3, Pairs{{0, 3}}), RangeError);
    EXPECT_THROW(ContactGraph(3, Pairs{{1, 1}}), RangeError);
    EXPECT_THROW((void)livelihood::ring_of_contacts(4, 2), RangeError);
    const auto ring = livelihood::ring_of_contacts(20, 2);
    EXPECT_THROW((void)livelihood::contagion(ring, People{20}, 2, 3), RangeError);
    EXPECT_THROW((void)livelihood::contagion(ring, People{0}, 0, 3), RangeError);
    EXPECT_THROW((void)livelihood::contagion(ring, People{0}, 1, -1), RangeError);
}

}  // namespace
