// SPDX-License-Identifier: Apache-2.0
#include "smallholder/simulate/panel.hpp"

namespace smallholder::inline SMALLHOLDER_ISA::simulate {

std::array<double, kPanelColumns> panel_household(const Flows<double>& f, const Stocks& s) {
    const double costs = f.haulage + f.chemicals + f.fertiliser + f.wages + f.infill + f.replant + f.interest;
    const double transfers = f.cash_received + (f.payout - f.insurance_premium);
    return {f.recorded_yield, f.sold + f.kept, f.sold,         f.price,          f.cocoa_revenue,
            f.landlord_share, f.haulage,     f.chemicals + f.fertiliser, f.wages,
            f.infill,         f.replant,     f.replant_subsidy, f.interest,
            f.loan,           f.unpaid,      f.income - (f.cocoa_revenue - costs) - transfers, transfers,
            f.income,         f.income_with_food, f.food_own,  f.labour_charge,
            f.family_days_used, f.hired_days, f.days_ill,      f.consumption,
            f.cash_on_hand - f.distress_sales, f.months_short, s.cash, s.wealth,
            s.livestock,      s.debt,        f.package,        f.knowledge};
}

std::vector<Index> panel_households(const Population& population, Index wanted) {
    const Index n = population.households(), m = wanted <= 0 || wanted >= n ? n : wanted;
    std::vector<Index> chosen(static_cast<std::size_t>(m));
    // The middle of each of m equal stretches of the population's order, in whole numbers.
    for (Index j = 0; j < m; ++j) chosen[static_cast<std::size_t>(j)] = (2 * j + 1) * n / (2 * m);
    return chosen;
}

void Panel::prepare(const Population& population, const std::vector<Grouping>& all, Index wanted) {
    households = panel_households(population, wanted);
    double kept = 0.0, everybody = 0.0;
    for (const double w : population.weight) everybody += w;
    for (const Index h : households) kept += population.weight[static_cast<std::size_t>(h)];
    for (const Index h : households) {
        const double w = population.weight[static_cast<std::size_t>(h)];
        weight.push_back(households.size() == population.weight.size() ? w : w * (everybody / kept));
    }
    for (const Grouping& grouping : all) {
        Grouping mine{grouping.name, grouping.groups, {}};
        for (const Index h : households) mine.code.push_back(grouping.code[static_cast<std::size_t>(h)]);
        groupings.push_back(mine);
    }
    const auto n = households.size();
    benchmark.assign(static_cast<std::size_t>(draws) * n, 0.0);
    offered.assign(static_cast<std::size_t>(pairs() * interventions) * n, 0);
    enrolled.assign(offered.size(), 0);
    values.assign(static_cast<std::size_t>(pairs() * arms * (years + 1)) * kPanelColumns * n, 0.0);
}

}  // namespace smallholder::inline SMALLHOLDER_ISA::simulate
