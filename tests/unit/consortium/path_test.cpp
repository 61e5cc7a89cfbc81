// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/path.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <set>
#include <utility>

#include "smallholder/consortium/stylised_impact.hpp"
#include "smallholder/core/errors.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::consortium;

constexpr Index kPaths = 800, kYears = 20;

AllianceRuns run(const AllianceLaw& law, const StylisedGame& game = {}, Index paths = kPaths) {
    return simulate_alliances(law, StylisedImpact(game), paths, kYears, 1);
}
const AllianceRuns& as_shipped() {
    static const AllianceRuns runs = run({});
    return runs;
}

TEST(Path, LivesOfTheShippedAllianceLieInTheirBand) {
    for (const AllianceRuns& runs : {as_shipped(), run(recentred({}, StylisedImpact(), 600, kYears, 2))}) {
        EXPECT_GT(runs.survival(5.0), .58);
        EXPECT_LT(runs.survival(5.0), .68);
        EXPECT_GT(runs.survival(10.0), .28);
        EXPECT_LT(runs.survival(10.0), .38);
        EXPECT_GT(runs.median_life(), 5.8);
        EXPECT_LT(runs.median_life(), 7.5);
        EXPECT_GT(runs.incidence(End::completed, 20.0), .28);
        EXPECT_LT(runs.incidence(End::completed, 20.0), .42);
        EXPECT_NEAR(runs.survival(20.0) + runs.incidence(End::completed, 20.0) + runs.incidence(End::dissolved, 20.0) + runs.incidence(End::unravelled, 20.0),
                    1.0, 1e-12);
    }
}

TEST(Path, TheSameNumbersForAnyNumberOfThreads) {
    const StylisedImpact impact;
    const auto one = simulate_alliances({}, impact, 60, kYears, 9, 1), three = simulate_alliances({}, impact, 60, kYears, 9, 3);
    for (std::size_t i = 0; i < 60; ++i) {
        EXPECT_EQ(one.paths[i].ended_after, three.paths[i].ended_after);
        EXPECT_EQ(one.paths[i].years.back().delivered, three.paths[i].years.back().delivered);
    }
    EXPECT_EQ(simulate_path({}, impact, kYears, 9, 42).ended_after, one.paths[42].ended_after);
}

TEST(Path, EveryStepOfEveryYearIsInTheBooks) {
    std::vector<LedgerRow> ledger;
    simulate_path({}, StylisedImpact(), 6, 1, 3, &ledger);
    std::set<std::pair<Index, int>> seen;
    double transfers = 0.0;
    for (const LedgerRow& row : ledger) {
        seen.insert({row.year, row.step});
        EXPECT_FALSE(row.unit.empty());
        if (row.item == "transfer paid") transfers += row.amount;
    }
    EXPECT_NEAR(transfers, 0.0, 1e-6);
    for (const int step : {1, 3, 4, 5, 6, 7, 8, 9, 10}) EXPECT_TRUE(seen.contains({5, step})) << step;
    EXPECT_TRUE(seen.contains({0, 2}));
}

TEST(Path, BetterMeasurementAndFasterSightAbandonLessInError) {
    AllianceLaw law;
    const double before = as_shipped().false_abandonment();
    EXPECT_GT(before, .05);
    law.dials.measurement = 1.0;
    EXPECT_LT(run(law).false_abandonment(), .5 * before);
    law = {};
    law.results.lag = 0;
    law.results.unseen = 0.0;
    EXPECT_LT(run(law).false_abandonment(), before - .02);
    // Dissolutions that were worth going on hardly move: that share mostly repeats how many dissolve.
    EXPECT_GT(as_shipped().ended_while_worthwhile(), 2.0 * before);
}

TEST(Path, PromisesThatForgetTreesStarveAnAlliance) {
    StylisedGame naive;
    naive.naive_promise = true;
    const AllianceRuns starved = run({}, naive);
    EXPECT_LT(starved.mean(&YearRecord::visible, true)[3], .5);
    EXPECT_LT(starved.survival(5.0), as_shipped().survival(5.0) - .02);
    EXPECT_LT(starved.incidence(End::completed, 20.0), as_shipped().incidence(End::completed, 20.0) - .04);
}

TEST(Path, WithoutControlTrustGoesAndAlliancesDissolve) {
    AllianceLaw law;
    law.rows.control = 0.0;
    const AllianceRuns runs = run(law);
    EXPECT_LT(runs.mean(&YearRecord::trust, true)[9], .3);  // of those that still live: the more trusting ones
    EXPECT_NEAR(as_shipped().mean(&YearRecord::trust, true)[9], .63, .03);
    EXPECT_GT(runs.incidence(End::dissolved, 20.0), as_shipped().incidence(End::dissolved, 20.0) + .1);
}

TEST(Path, DialsActOnHowAnAllianceEndsMoreThanOnWhen) {
    AllianceLaw law;
    law.dials.measurement = law.dials.communication = 1.0;
    const AllianceRuns better = run(law);
    const double completed = better.incidence(End::completed, 20.0) - as_shipped().incidence(End::completed, 20.0);
    EXPECT_GT(completed, .08);
    EXPECT_LT(std::fabs(better.survival(10.0) - as_shipped().survival(10.0)), .5 * completed);
}

TEST(Path, WithNothingDoneTogetherThereIsNothingToGainOrToGovern) {
    AllianceLaw law;
    law.dials = kIsolated;
    law.rows.pair_cost = 0.0;
    law.rows.control = 0.0;
    law.trust.partial_delivery = 1.0;  // nothing is left undone
    StylisedGame open;
    open.excludability = 0.0;
    const AllianceRuns runs = run(law, open, 100);
    for (const PathRecord& path : runs.paths) {
        for (const YearRecord& year : path.years) {
            EXPECT_NEAR(year.advantage, 0.0, 1e-6);
            EXPECT_EQ(year.governance, 0.0);
        }
    }
}

TEST(Path, AfterTheEndNobodyGovernsAndEffectivenessStays) {
    bool found = false;
    for (const PathRecord& path : as_shipped().paths) {
        if (path.end != End::dissolved || path.ended_after > 12.0) continue;
        const auto end = static_cast<std::size_t>(path.ended_after);
        for (std::size_t t = end + 1; t < path.years.size(); ++t) {
            EXPECT_EQ(path.years[t].members, 0u);
            EXPECT_EQ(path.years[t].governance, 0.0);
            EXPECT_GE(path.years[t].effectiveness, path.years[end].effectiveness);
            EXPECT_EQ(path.years[t].stage, Stage::dissolved);
        }
        found = true;
    }
    EXPECT_TRUE(found);
}

TEST(Path, ACompletedAllianceMayGoOnWithItsLastPlan) {
    AllianceLaw keep;
    keep.keep_after_completion = true;
    const AllianceRuns kept = run(keep);
    double with = 0.0, without = 0.0;
    for (std::size_t i = 0; i < kept.paths.size(); ++i) {
        if (kept.paths[i].end != End::completed) continue;
        EXPECT_EQ(kept.paths[i].ended_after, as_shipped().paths[i].ended_after);  // the same life
        with += kept.paths[i].years.back().delivered;
        without += as_shipped().paths[i].years.back().delivered;
    }
    EXPECT_GT(with, 1.2 * without);
}

TEST(Path, TheResultWithoutDissolutionStandsBeside) {
    AllianceLaw endless;
    endless.can_end = false;
    const AllianceRuns runs = run(endless);
    EXPECT_EQ(runs.survival(20.0), 1.0);
    EXPECT_GT(runs.mean(&YearRecord::delivered, false).back(), 1.3 * as_shipped().mean(&YearRecord::delivered, false).back());
}

TEST(Path, TheMoreOneCanFreeRideTheMoreUnravels) {
    AllianceLaw law;
    law.dials.agenda = 1.0;
    StylisedGame open, closed;
    open.excludability = 0.0;
    closed.excludability = .6;
    const AllianceRuns leaky = run(law, open), tight = run(law, closed);
    EXPECT_GT(leaky.incidence(End::unravelled, 20.0), tight.incidence(End::unravelled, 20.0) + .05);
    EXPECT_LT(leaky.mean(&YearRecord::count, true)[12], tight.mean(&YearRecord::count, true)[12]);
}

TEST(Path, ALeaderFillsTheAlliance) {
    AllianceLaw led, unled;
    unled.leader = -1;
    led.can_end = unled.can_end = false;
    const double with = run(led, {}, 400).mean(&YearRecord::count, true)[8], without = run(unled, {}, 400).mean(&YearRecord::count, true)[8];
    EXPECT_GT(with, without + .4);
}

TEST(Path, FewJoinWhereSuccessMustBeLikelyFirst) {
    AllianceLaw law;
    law.can_end = false;
    const double before = run(law, {}, 300).mean(&YearRecord::count, true)[10];
    law.assurance = true;
    law.rows.control = .2;  // hardly anybody is believed to do its part
    EXPECT_LT(run(law, {}, 300).mean(&YearRecord::count, true)[10], before - .5);
}

TEST(Path, UnseenTensionsEndAlliancesSooner) {
    AllianceLaw law;
    law.tension.active = true;
    const AllianceRuns blind = run(law);
    EXPECT_LT(blind.survival(5.0), as_shipped().survival(5.0) - .06);
    law.tension.diagnosed = true;
    const AllianceRuns seen = run(law);
    for (std::size_t i = 0; i < seen.paths.size(); ++i) EXPECT_EQ(seen.paths[i].ended_after, as_shipped().paths[i].ended_after);
    EXPECT_GT(seen.mean(&YearRecord::governance, true)[0], as_shipped().mean(&YearRecord::governance, true)[0]);
}

TEST(Path, ALeaderPaysPartOfTheBackboneForTheOthers) {
    AllianceLaw law;
    law.dials.backbone = 1.0;
    std::vector<LedgerRow> ledger;
    simulate_path(law, StylisedImpact(), 1, 1, 0, &ledger);
    std::vector<double> transfers;
    for (const LedgerRow& row : ledger) {
        if (row.item == "transfer paid") transfers.push_back(row.amount);
    }
    ASSERT_EQ(transfers.size(), 9u);
    EXPECT_NEAR(transfers[0], .25 * 300e3, 1e-6);
    EXPECT_NEAR(transfers[1], -.25 * 300e3 / 2.0, 1e-6);
}

TEST(Path, PressureFromOutsideFoundsAlliancesSooner) {
    AllianceLaw law;
    law.pressure_shocks.assign(3, 2.0);
    EXPECT_GT(run(law).occupancy()[1 * kStages + 1], as_shipped().occupancy()[1 * kStages + 1] + .1);
}

TEST(Path, OccupancyAndStaysAddUp) {
    const auto shares = as_shipped().occupancy();
    for (std::size_t t = 0; t <= kYears; ++t) {
        double sum = 0.0;
        for (std::size_t s = 0; s < kStages; ++s) sum += shares[t * kStages + s];
        EXPECT_NEAR(sum, 1.0, 1e-9);
    }
    double stay = 0.0, life = 0.0;
    for (const double each : as_shipped().stays()) stay += each;
    for (const PathRecord& path : as_shipped().paths) life += path.ended_after / static_cast<double>(kPaths);
    EXPECT_NEAR(stay, life, 1e-9);
    EXPECT_GT(as_shipped().share_with_return(), .3);
}

/// A stand-in that pays more than it delivers.
class Leaky final : public Impact {
public:
    Index members() const override { return inner_.members(); }
    Index kinds() const override { return inner_.kinds(); }
    bool funds(Index i, Index k) const override { return inner_.funds(i, k); }
    double budget(Index i) const override { return inner_.budget(i); }
    double baseline_income() const override { return inner_.baseline_income(); }
    std::unique_ptr<ImpactPath> begin(std::uint64_t seed, const random::Address& path) const override {
        return std::make_unique<LeakyPath>(inner_.begin(seed, path));
    }

private:
    struct LeakyPath final : ImpactPath {
        explicit LeakyPath(std::unique_ptr<ImpactPath> from) : inner(std::move(from)) {}
        void value(const YearPlan& plan, std::span<MemberView> views) override { inner->value(plan, views); }
        ImpactYear deliver(const YearPlan& plan, std::span<const double> delivered) override {
            ImpactYear year = inner->deliver(plan, delivered);
            year.cost *= .9;
            return year;
        }
        std::unique_ptr<ImpactPath> inner;
    };
    StylisedImpact inner_;
};

TEST(Path, BooksThatDoNotBalanceStopTheRun) {
    EXPECT_THROW(simulate_alliances({}, Leaky(), 4, 5, 1, 2), NumericalError);
}

TEST(Path, RefusesAnAllianceThatIsNone) {
    const StylisedImpact impact;
    AllianceLaw law;
    law.founders = 1u;
    EXPECT_THROW(simulate_alliances(law, impact, 10, 5, 1), RangeError);
    law = {};
    law.founders = 1u << 12 | 1u;
    EXPECT_THROW(simulate_alliances(law, impact, 10, 5, 1), RangeError);
    law = {};
    law.leader = 9;
    EXPECT_THROW(simulate_alliances(law, impact, 10, 5, 1), RangeError);
    law = {};
    law.dials.agenda = 2.0;
    EXPECT_THROW(simulate_alliances(law, impact, 10, 5, 1), RangeError);
    EXPECT_THROW(simulate_alliances({}, impact, 0, 5, 1), RangeError);
    EXPECT_THROW(simulate_alliances({}, impact, 10, 300, 1), RangeError);
}

}  // namespace
