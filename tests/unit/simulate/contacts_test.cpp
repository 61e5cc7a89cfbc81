// SPDX-License-Identifier: Apache-2.0
#include "smallholder/simulate/contacts.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "smallholder/livelihood/adoption_contagion.hpp"

namespace {

using namespace smallholder;
using simulate::contacts_with_package;
using simulate::reach_of_contacts;

TEST(Contacts, HalfOfThemStandOnEitherSide) {
    EXPECT_EQ(reach_of_contacts(8.0), 4);
    EXPECT_EQ(reach_of_contacts(9.0), 5);
    EXPECT_EQ(reach_of_contacts(4.0), 2);
    EXPECT_EQ(reach_of_contacts(1.0), 1);
    EXPECT_EQ(reach_of_contacts(0.0), 1);
}

TEST(Contacts, AreThoseOfARing) {
    for (const Index people : {9, 20, 51}) {
        const auto ring = livelihood::ring_of_contacts(people, 4);
        std::vector<double> package(static_cast<std::size_t>(people));
        for (std::size_t i = 0; i < package.size(); ++i) package[i] = static_cast<double>((i * i) % 4);
        for (Index i = 0; i < people; ++i) {
            double found = 0.0;
            for (const Index j : ring.contacts_of(i)) found += package[static_cast<std::size_t>(j)] > 0.0 ? 1.0 : 0.0;
            EXPECT_EQ(contacts_with_package(package.data(), people, i, 4), found) << i << " of " << people;
        }
    }
}

TEST(Contacts, InASmallVillageEverybodyKnowsEverybodyOnce) {
    for (Index people = 1; people <= 9; ++people) {
        const std::vector<double> package(static_cast<std::size_t>(people), 2.0);
        for (Index i = 0; i < people; ++i)
            EXPECT_EQ(contacts_with_package(package.data(), people, i, 4), static_cast<double>(people - 1)) << people;
    }
    std::vector<double> one(6, 0.0);
    one[4] = 3.0;
    for (Index i = 0; i < 6; ++i) EXPECT_EQ(contacts_with_package(one.data(), 6, i, 4), i == 4 ? 0.0 : 1.0);
}

}  // namespace
