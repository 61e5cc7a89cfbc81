// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <vector>

#include "reference_row.hpp"
#include "smallholder/evaluate.hpp"
#include "smallholder/livelihood/adult_equivalents.hpp"

namespace {

using namespace smallholder;
using namespace smallholder::reference_rows;
using Column = std::vector<double>;

constexpr const char* kIneq =
    "R package ineq run on its documented example vector; agrees with an independent formula";
constexpr const char* kDerived = "DERIVED (closed form, evaluated in double precision)";

// The example incomes in the documentation of the R package ineq, and the same with four changed.
const Column kExample{541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261};
const Column kChanged{841, 2063, 2445, 3438, 4437, 5401, 6392, 8304, 11304, 21961};
const Column kFour{2, 4, 8, 10};
const Column kSix{80, 100, 800, 1000, 50000, 70000};
const Column kMicrosoft{-120000, 39000, 30000, 21000, 37000, 46000};

const std::vector<ReferenceRow> kRows{
    {"TB09", "adult equivalents",
     "2 adults, 3 children: modified OECD 1/.5/.3; OECD 1/.7/.5; square root of 5",
     {2.4, 3.2, 2.23606797749979}, 1e-12,
     "scales recalled; 2.4, and 2.7 for 2 adults and 4 children, in akvo/IDH-IDC li_benchmark.csv "
     "household_equiv",
     [] {
         return Column{livelihood::adult_equivalents(2.0, 3.0),
                       livelihood::adult_equivalents(2.0, 3.0, livelihood::kOecd),
                       livelihood::adult_equivalents_square_root(5.0)};
     }},
    {"TB10", "living-income benchmark",
     "cocoa areas, local currency a year: CIV 2022 and 2024, Ghana 2022 and 2024; adult equivalents of "
     "their families of 6 and 5",
     {3587796, 3887292, 27888, 51660, 2.7, 2.7, 2.4, 2.4}, 1e-12,
     "akvo/IDH-IDC backend/source/master/li_benchmark.csv",
     [] {
         Column amounts, equivalents;
         for (const auto& benchmark : metrics::kCocoaBenchmarks) {
             amounts.push_back(benchmark.amount);
             equivalents.push_back(livelihood::adult_equivalents(
                 static_cast<double>(benchmark.adults), static_cast<double>(benchmark.children)));
         }
         amounts.insert(amounts.end(), equivalents.begin(), equivalents.end());
         return amounts;
     }},
    {"TB11", "living-income gap",
     "0.55 of the benchmark for 60% of households, 1.2 for 40%: share below, mean gap over all, of the "
     "poor",
     {0.6, 0.27, 0.45}, 1e-12, kDerived,
     [] {
         const auto r = metrics::living_income(Column{0.55, 1.2}, 1.0, Column{0.6, 0.4});
         return Column{r.share_below, r.mean_gap_all, r.mean_gap_below};
     }},
    {"TE01", "Gini", "example incomes", {0.462091130267624}, 1e-10, kIneq,
     [] { return Column{metrics::gini(kExample).value}; }},
    {"TE02", "Gini, small sample", "example incomes, n/(n-1)", {0.513434589186249}, 1e-10, kIneq,
     [] { return Column{metrics::gini(kExample).small_sample()}; }},
    {"TE03", "Theil T and L", "example incomes", {0.362341242343895, 0.433594649520446}, 1e-8, kIneq,
     [] {
         return Column{metrics::theil_t(kExample).value, metrics::mean_log_deviation(kExample).value};
     }},
    {"TE04", "Atkinson", "example incomes, aversion .5, 1, 2",
     {0.179659098046342, 0.351825059735075, 0.629011054511758}, 1e-8, kIneq,
     [] {
         return Column{metrics::atkinson(kExample, 0.5).value, metrics::atkinson(kExample, 1.0).value,
                       metrics::atkinson(kExample, 2.0).value};
     }},
    {"TE05", "generalised entropy", "example incomes, order .5", {0.377093096523383}, 1e-8, kIneq,
     [] { return Column{metrics::generalised_entropy(kExample, 0.5).value}; }},
    {"TE06", "FGT", "example incomes, line 2000, alpha 0, 1, 2", {0.2, 0.0998, 0.06042625}, 1e-10, kIneq,
     [] {
         return Column{metrics::fgt(kExample, 2000.0, 0), metrics::fgt(kExample, 2000.0, 1),
                       metrics::fgt(kExample, 2000.0, 2)};
     }},
    {"TE07", "Watts, Sen-Shorrocks-Thon", "example incomes, line 2000", {0.162014123921756, 0.18425},
     1e-9, kIneq,
     [] {
         return Column{metrics::watts(kExample, 2000.0).value,
                       metrics::sen_shorrocks_thon(kExample, 2000.0)};
     }},
    {"TE08", "FGT, Watts", "changed example incomes, line 2000",
     {0.1, 0.05795, 0.033582025, 0.0866310799569134}, 1e-9, kIneq,
     [] {
         return Column{metrics::fgt(kChanged, 2000.0, 0), metrics::fgt(kChanged, 2000.0, 1),
                       metrics::fgt(kChanged, 2000.0, 2), metrics::watts(kChanged, 2000.0).value};
     }},
    {"TE09", "general means", "2, 4, 8, 10: arithmetic, geometric, harmonic, Euclidean",
     {6, 5.02973371873174, 4.1025641025641, 6.78232998312527}, 1e-8,
     "Foster et al. (2013), A Unified Approach, example 2.2, p. 64: 6, 5.03, 4.10, 6.78",
     [] {
         return Column{metrics::general_mean(kFour, 1), metrics::general_mean(kFour, 0),
                       metrics::general_mean(kFour, -1), metrics::general_mean(kFour, 2)};
     }},
    {"TE10", "Gini", "2, 4, 8, 10 (exactly 7/24)", {0.291666666666667}, 1e-12,
     "Foster et al. (2013), A Unified Approach, p. 94: 0.292; vector of example 2.2",
     [] { return Column{metrics::gini(kFour).value}; }},
    {"TE11", "Theil, Atkinson", "2, 4, 8, 10: T, L, aversion .5, 1, 2",
     {0.149609491979387, 0.176392425139626, 0.0786199050088734, 0.161711046878043, 0.316239316239316},
     1e-8, kDerived,
     [] {
         return Column{metrics::theil_t(kFour).value, metrics::mean_log_deviation(kFour).value,
                       metrics::atkinson(kFour, 0.5).value, metrics::atkinson(kFour, 1.0).value,
                       metrics::atkinson(kFour, 2.0).value};
     }},
    {"TE12", "Gini, weighted", "2, 4, 8, 10 with weights 1, 2, 1, 1, and 2, 4, 4, 8, 10",
     {0.285714285714286, 0.285714285714286}, 1e-12, kDerived,
     [] {
         return Column{metrics::gini(kFour, Column{1, 2, 1, 1}).value,
                       metrics::gini(Column{2, 4, 4, 8, 10}).value};
     }},
    {"TE13", "FGT, Watts", "80, 100, 800, 1000, 50000, 70000, line 1100",
     {0.666666666666667, 0.366666666666667, 0.294820936639118, 0.905449667972302}, 1e-9,
     "Foster et al. (2013), A Unified Approach, example 2.9; values by the R package ineq",
     [] {
         return Column{metrics::fgt(kSix, 1100.0, 0), metrics::fgt(kSix, 1100.0, 1),
                       metrics::fgt(kSix, 1100.0, 2), metrics::watts(kSix, 1100.0).value};
     }},
    {"TE14", "FGT by group", "(80, 100, 50000) and (800, 1000, 70000), line 1100: FGT1 of each and of all",
     {0.612121212121212, 0.121212121212121, 0.366666666666667}, 1e-9,
     "Foster et al. (2013), A Unified Approach, example 2.9; values by the R package ineq",
     [] {
         const auto groups =
             metrics::fgt_by_group(kSix, 1100.0, 1.0, std::vector<Index>{1, 1, 2, 2, 1, 2});
         return Column{groups[0].value, groups[1].value,
                       groups[0].contribution + groups[1].contribution};
     }},
    {"TE15", "FGT", "100, 110, 150, 160, line 125", {0.5, 0.08, 0.0136}, 1e-12,
     "in the manner of Haughton and Khandker (2009), Handbook on Poverty and Inequality, country C; "
     "recalled, arithmetic exact",
     [] {
         const Column y{100, 110, 150, 160};
         return Column{metrics::fgt(y, 125.0, 0), metrics::fgt(y, 125.0, 1), metrics::fgt(y, 125.0, 2)};
     }},
    {"TE16", "growth and redistribution",
     "FGT1, line 2000, from the example to 1.1 times the changed example: total, growth, redistribution",
     {-0.046055, -0.00711250000000001, -0.0389425}, 1e-9, kDerived,
     [] {
         Column after = kChanged;
         for (double& y : after) y *= 1.1;
         const auto change = metrics::growth_and_redistribution(kExample, after, 2000.0, 1.0);
         return Column{change.total, change.growth, change.redistribution};
     }},
    {"TE17", "Lorenz curve", "example incomes: L(.2), L(.5), L(.9)",
     {0.0300964166641636, 0.185083951581413, 0.665680473372781}, 1e-10, kDerived,
     [] {
         const auto curve = metrics::lorenz(kExample);
         return Column{curve.at(0.2), curve.at(0.5), curve.at(0.9)};
     }},
    {"TE18", "MIRR", "(-120000, 39000, 30000, 21000, 37000, 46000), finance 10%, reinvest 12%",
     {0.126094130365905}, 1e-9, "Microsoft, MIRR function, example (displayed 13%)",
     [] { return Column{returns::mirr(kMicrosoft, 0.10, 0.12)}; }},
    {"TE19", "MIRR", "first four flows at 10%/12% (displayed -5%); all at 10%/14% (displayed 13%)",
     {-0.0480446552499808, 0.134759110828315}, 1e-9, "Microsoft, MIRR function, example",
     [] {
         return Column{
             returns::mirr(Column(kMicrosoft.begin(), kMicrosoft.begin() + 4), 0.10, 0.12),
             returns::mirr(kMicrosoft, 0.10, 0.14)};
     }},
    {"TE20", "MIRR", "(-1000, 100, 50, 10, 15), finance 34%, reinvest 21%", {-0.274227470826727}, 1e-12,
     "w3resource, numpy.mirr, printed -0.2742274708267268",
     [] { return Column{returns::mirr(Column{-1000, 100, 50, 10, 15}, 0.34, 0.21)}; }},
    {"TE21", "MIRR", "(-70000, 22000, 25000, 28000, 31000), 10%/12%", {0.155127062819277}, 1e-9,
     "Microsoft, Visual Basic MIRR function, inputs of the example",
     [] { return Column{returns::mirr(Column{-70000, 22000, 25000, 28000, 31000}, 0.10, 0.12)}; }},
    {"TE22", "IRR, several", "(-2000, 10000, -10000): both", {0.381966011250105, 2.61803398874989}, 1e-9,
     "question in the manner of the CFA curriculum (about 38% and 260%); exact values",
     [] { return returns::irr(Column{-2000, 10000, -10000}).rates; }},
    {"TE23", "IRR, several", "(-252, 1431, -3035, 2850, -1000): all four",
     {0.250000000000199, 0.333333333332774, 0.42857142857187, 0.666666666666584}, 1e-7,
     "Ross, Westerfield and Jaffe, Corporate Finance, problem; exactly 1/4, 1/3, 3/7, 2/3",
     [] { return returns::irr(Column{-252, 1431, -3035, 2850, -1000}).rates; }},
    {"TE24", "IRR, several", "(-1600, 10000, -10000): both", {0.25, 4}, 1e-10,
     "Lorie and Savage (1955), the oil pump; recalled",
     [] { return returns::irr(Column{-1600, 10000, -10000}).rates; }},
    {"TE25", "IRR, none", "(1000, -3000, 2500): an empty list", {}, 0.0,
     "DERIVED (closed form): the discriminant is -1e6",
     [] { return returns::irr(Column{1000, -3000, 2500}).rates; }},
    {"TE26", "IRR", "(-70000, 12000, 15000, 18000, 21000); with 26000 added",
     {-0.0212448482734109, 0.0866309480365317}, 1e-8,
     "Microsoft, IRR function, example (-2.1%, 8.7%); recalled",
     [] {
         return Column{
             returns::irr(Column{-70000, 12000, 15000, 18000, 21000}).the_only_rate(),
             returns::irr(Column{-70000, 12000, 15000, 18000, 21000, 26000}).the_only_rate()};
     }},
    {"TE27", "NPV", "10%, (-10000, 3000, 4200, 6800): first flow in year 1 (spreadsheets); in year 0",
     {1188.44341233522, 1307.28775356874}, 1e-6, "Microsoft, NPV function, example 1188.44; recalled",
     [] {
         const Column flows{-10000, 3000, 4200, 6800};
         return Column{returns::npv_first_flow_in_year_one(0.10, flows), returns::npv(0.10, flows)};
     }},
    {"TE28", "NPV, BCR, payback",
     "8%, (-1000, 300, 400, 500, 200): NPV, benefit-cost ratio, simple and discounted payback",
     {164.635396967867, 1.16463539696787, 2.6, 2.955584}, 1e-9, kDerived,
     [] {
         const Column flows{-1000, 300, 400, 500, 200};
         return Column{returns::npv(0.08, flows),
                       returns::benefit_cost_ratio(Column{1000}, Column{0, 300, 400, 500, 200}, 0.08),
                       returns::payback(flows).first.value(),
                       returns::payback(flows, 0.08).first.value()};
     }},
    {"TE29", "CVaR, normal", "standard normal loss, level .95 and .99",
     {2.06271280750743, 2.66521422034581}, 1e-9, kDerived,
     [] {
         return Column{metrics::cvar_of_normal(0, 1, 0.95).cvar,
                       metrics::cvar_of_normal(0, 1, 0.99).cvar};
     }},
    {"TE30", "CVaR, discrete", "losses 1..100: VaR and CVaR at .95, and at .955 where an atom is split",
     {95, 98, 96, 98.2222222222222}, 1e-10, kDerived,
     [] {
         Column losses;
         for (int loss = 1; loss <= 100; ++loss) losses.push_back(loss);
         const auto whole = metrics::cvar(losses, 0.95);
         const auto split = metrics::cvar(losses, 0.955);
         return Column{whole.value_at_risk, whole.cvar, split.value_at_risk, split.cvar};
     }},
    {"TE31", "SROI", "outcomes 2.6 m, deadweight .25, attribution .8, no drop-off, cost 0.9 m",
     {1.73333333333333}, 1e-12, kDerived,
     [] {
         const std::vector<returns::SocialOutcome> outcomes{
             {.name = "all outcomes", .proxy = "as given", .value = {2.6}, .deadweight = 0.25,
              .attribution = 0.8}};
         return Column{returns::social_return(outcomes, Column{0.9}, 0.0).ratio};
     }},
};

INSTANTIATE_TEST_SUITE_P(Metrics, ReferenceSeen, testing::ValuesIn(rows_of_kind(kRows, false)), row_id);
INSTANTIATE_TEST_SUITE_P(Metrics, ReferenceDerived, testing::ValuesIn(rows_of_kind(kRows, true)), row_id);

TEST(ReferenceMetrics, UniquenessOfInternalRatesIsSaidRight) {
    EXPECT_FALSE(returns::irr(Column{-2000, 10000, -10000}).unique);              // TE22
    EXPECT_FALSE(returns::irr(Column{-252, 1431, -3035, 2850, -1000}).unique);    // TE23
    EXPECT_TRUE(returns::irr(Column{1000, -3000, 2500}).none());                  // TE25
    EXPECT_TRUE(returns::irr(Column{-70000, 12000, 15000, 18000, 21000}).unique); // TE26
}

}  // namespace
