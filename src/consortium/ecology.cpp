// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/ecology.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <string>
#include <utility>

#include "search.hpp"
#include "smallholder/core/elementary.hpp"
#include "smallholder/core/errors.hpp"

namespace smallholder::consortium {
namespace {

bool present_at(std::uint32_t present, Index i) { return ((present >> i) & 1u) != 0; }

/// Members of one component, as bits, from `first` on.
std::uint32_t component(std::span<const double> ties, Index members, std::uint32_t present, Index first, double least) {
    std::uint32_t found = 1u << first, edge = found;
    while (edge != 0) {
        std::uint32_t next = 0;
        for (Index i = 0; i < members; ++i) {
            if (!present_at(edge, i)) continue;
            for (Index j = 0; j < members; ++j) {
                if (i != j && present_at(present & ~found, j) && ties[static_cast<std::size_t>(i * members + j)] >= least) next |= 1u << j;
            }
        }
        found |= next;
        edge = next;
    }
    return found;
}

struct Reach {
    double pairs = 0.0;  ///< linked pairs, directly or over others
    Index largest = 0;
};
Reach reach(std::span<const double> ties, Index members, std::uint32_t present, double least) {
    Reach result;
    std::uint32_t left = present;
    for (Index i = 0; i < members; ++i) {
        if (!present_at(left, i)) continue;
        const std::uint32_t part = component(ties, members, left, i, least);
        const Index size = std::popcount(part);
        result.pairs += static_cast<double>(size * (size - 1)) / 2.0;
        result.largest = std::max(result.largest, size);
        left &= ~part;
    }
    return result;
}

Index side(std::size_t cells) { return static_cast<Index>(std::llround(std::sqrt(static_cast<double>(cells)))); }

}  // namespace

EcologyLaw ecology_of(const ConsortiumParameters& p) {
    EcologyLaw law;
    law.elasticity = p.ecology_elasticity;
    law.interweaving = p.interweaving;
    law.unlinked = p.unlinked_work;
    law.yearly = {p.work_flow, p.work_flow, p.work_flow};
    law.decay = p.work_decay;
    law.start = p.work_start;
    law.floor = p.work_floor;
    law.isolated_relational = p.work_alone;
    law.learning_rate = p.learning_rate;
    law.effectiveness_start = p.effectiveness_start;
    law.frontier_start = p.effectiveness_ceiling;
    law.highest_frontier = p.effectiveness_most;
    law.frontier_growth = p.frontier_rate;
    law.copying = p.copying_rate;
    law.disclosure = p.disclosure;
    law.tie_start = p.tie_start;
    law.tie_growth = p.tie_gain;
    law.tie_decay = p.tie_decay;
    return law;
}

void require_ecology(const EcologyLaw& law) {
    constexpr const char* where = "consortium ecology";
    for (const double each : {law.elasticity, law.effectiveness_start, law.frontier_start, law.highest_frontier}) {
        if (!(each > 0.0 && std::isfinite(each))) throw RangeError("an elasticity or effectiveness is " + number_text(each), where, "Use numbers above 0");
    }
    for (const double each : {law.interweaving, law.decay, law.copying, law.disclosure, law.tie_start, law.tie_growth, law.tie_decay, law.learning_rate, law.unlinked}) {
        if (!(each >= 0.0 && each <= 1.0)) throw RangeError("a share or yearly rate is " + number_text(each), where, "Use a number between 0 and 1");
    }
    for (const double each : {law.yearly[0], law.yearly[1], law.yearly[2], law.start, law.floor, law.isolated_relational, law.frontier_growth}) {
        if (!(each >= 0.0 && std::isfinite(each))) throw RangeError("a stock of work or its flow is " + number_text(each), where, "Use 0 or more");
    }
}

double ces_index(std::span<const double> stocks, double elasticity) {
    if (stocks.empty() || !(elasticity > 0.0)) {
        throw RangeError("the elasticity is " + number_text(elasticity) + " over " + std::to_string(stocks.size()) + " stocks", "consortium ces_index",
                         "Use an elasticity above 0 and one stock or more");
    }
    const auto count = static_cast<double>(stocks.size());
    double smallest = stocks[0];
    for (const double stock : stocks) {
        if (!(stock >= 0.0 && std::isfinite(stock))) throw RangeError("a stock is " + number_text(stock), "consortium ces_index", "Use stocks of 0 or more");
        smallest = std::min(smallest, stock);
    }
    if (elasticity < 1e-3) return smallest;
    if (smallest == 0.0 && elasticity <= 1.0) return 0.0;
    double sum = 0.0;
    if (std::fabs(elasticity - 1.0) < 1e-9) {
        for (const double stock : stocks) sum += log_of(stock);
        return exp_of(sum / count);
    }
    const double rho = 1.0 - 1.0 / elasticity;
    // Over the smallest: with a low elasticity the powers themselves would leave the numbers.
    const double unit = smallest > 0.0 ? smallest : 1.0;
    for (const double stock : stocks) sum += stock > 0.0 ? power(stock / unit, rho) : 0.0;
    return unit * power(sum / count, 1.0 / rho);
}

double ecology_index(const EcologyLaw& law, const Works& stocks) {
    const double mean = (stocks[0] + stocks[1] + stocks[2]) / 3.0;
    return law.interweaving * ces_index(stocks, law.elasticity) + (1.0 - law.interweaving) * law.unlinked * mean;
}

Works works_next(const EcologyLaw& law, const Works& stocks, bool together) {
    Works next{};
    for (std::size_t j = 0; j < kWorks; ++j) {
        const double flow = j == 1 && !together ? law.decay * law.isolated_relational : law.yearly[j];
        next[j] = std::max(law.floor, stocks[j] + flow - law.decay * stocks[j]);
    }
    return next;
}

double years_to_ninety_percent(double learning_rate, double index) {
    if (!(learning_rate > 0.0 && index > 0.0)) {
        throw RangeError("the learning rate is " + number_text(learning_rate) + " and the index " + number_text(index), "consortium years_to_ninety_percent",
                         "Use numbers above 0");
    }
    return log_of(10.0) / (learning_rate * index);
}

Works worth_of_work(const EcologyLaw& law, const Works& stocks) {
    constexpr double h = 1e-5;
    Works worth{};
    for (std::size_t j = 0; j < kWorks; ++j) {
        Works more = stocks, less = stocks;
        more[j] += h;
        less[j] = std::max(0.0, less[j] - h);
        worth[j] = law.learning_rate * (ecology_index(law, more) - ecology_index(law, less)) / (more[j] - less[j]);
    }
    return worth;
}

std::vector<double> benchmark(std::span<const double> effectiveness, double copying) {
    if (effectiveness.empty() || !(copying >= 0.0 && copying <= 1.0)) {
        throw RangeError("copying is " + number_text(copying) + " among " + std::to_string(effectiveness.size()) + " members", "consortium benchmark",
                         "Use a share between 0 and 1 and one member or more");
    }
    const double best = *std::ranges::max_element(effectiveness);
    std::vector<double> next;
    for (const double own : effectiveness) next.push_back(own == best ? own : std::min(best, own + copying * (best - own)));
    return next;
}

std::vector<double> effectiveness_next(const EcologyLaw& law, std::span<const double> effectiveness, std::span<const std::uint8_t> funds, Index kinds,
                                       std::span<const double> ties, std::uint32_t present, double frontier, double index_together, double index_alone) {
    std::vector<double> next(effectiveness.begin(), effectiveness.end());
    const Index members = static_cast<Index>(effectiveness.size()) / kinds;
    for (Index k = 0; k < kinds; ++k) {
        double best = 0.0;
        for (Index j = 0; j < members; ++j) {
            if (present_at(present, j)) best = std::max(best, effectiveness[static_cast<std::size_t>(j * kinds + k)]);
        }
        for (Index i = 0; i < members; ++i) {
            const auto cell = static_cast<std::size_t>(i * kinds + k);
            const bool inside = present_at(present, i);
            const double own = effectiveness[cell];
            if (funds[cell]) next[cell] += law.learning_rate * (inside ? index_together : index_alone) * std::max(0.0, frontier - own);
            if (!inside || best <= own) continue;
            double tie = 0.0, others = 0.0;
            for (Index j = 0; j < members; ++j) {
                if (i == j || !present_at(present, j)) continue;
                tie += ties[static_cast<std::size_t>(i * members + j)];
                others += 1.0;
            }
            if (others > 0.0) next[cell] += law.copying * law.disclosure * tie / others * (best - own);
        }
    }
    return next;
}

Reflection best_reflection(double effectiveness, double learning) {
    if (!(effectiveness >= 0.0) || !(learning >= 0.0)) {
        throw RangeError("effectiveness is " + number_text(effectiveness) + " and learning " + number_text(learning), "consortium best_reflection",
                         "Use numbers of 0 or more");
    }
    const double share = learning > effectiveness ? (learning - effectiveness) / (2.0 * learning) : 0.0;
    return {share, (1.0 - share) * (effectiveness + learning * share)};
}

std::vector<Reflection> reflection_over_time(double effectiveness, double learning, double kept, double highest, double discount_rate, Index periods) {
    constexpr const char* where = "consortium reflection_over_time";
    best_reflection(effectiveness, learning);
    if (!(kept >= 0.0 && kept <= 1.0) || !(highest >= effectiveness && highest > 0.0) || !(discount_rate > -1.0) || periods < 1) {
        throw RangeError("what is kept is " + number_text(kept) + ", the highest effectiveness " + number_text(highest) + ", the discount rate " +
                             number_text(discount_rate) + ", periods " + std::to_string(periods),
                         where, "Use a share that is kept, a highest effectiveness not below the first, and one period or more");
    }
    constexpr int kGrid = 200, kShares = 400;
    const double width = highest / kGrid;
    const auto output = [&](double e, double s) { return (1.0 - s) * (e + learning * s); };
    const auto next = [&](double e, double s) { return std::min(highest, e + kept * learning * s); };
    const auto read = [&](const std::vector<double>& value, double e) {
        const double place = std::min(e / width, static_cast<double>(kGrid));
        const auto low = std::min(static_cast<std::size_t>(place), static_cast<std::size_t>(kGrid - 1));
        return value[low] + (place - static_cast<double>(low)) * (value[low + 1] - value[low]);
    };
    // values[t]: best discounted output from period t on, by effectiveness at its start.
    std::vector<std::vector<double>> values(static_cast<std::size_t>(periods + 1), std::vector<double>(kGrid + 1, 0.0));
    const auto best_share = [&](const std::vector<double>& later, double e) {
        double best = -1.0, share = 0.0;
        for (int i = 0; i <= kShares; ++i) {
            const double s = static_cast<double>(i) / kShares;
            const double value = output(e, s) + read(later, next(e, s)) / (1.0 + discount_rate);
            if (value > best) {
                best = value;
                share = s;
            }
        }
        return std::pair{share, best};
    };
    for (Index t = periods - 1; t >= 0; --t) {
        for (int i = 0; i <= kGrid; ++i) {
            values[static_cast<std::size_t>(t)][static_cast<std::size_t>(i)] = best_share(values[static_cast<std::size_t>(t + 1)], width * i).second;
        }
    }
    std::vector<Reflection> course;
    double e = effectiveness;
    for (Index t = 0; t < periods; ++t) {
        const double share = best_share(values[static_cast<std::size_t>(t + 1)], e).first;
        course.push_back({share, output(e, share)});
        e = next(e, share);
    }
    return course;
}

double disclosure_social(const DisclosureCase& at, double disclosed) {
    const double others_gain = static_cast<double>(at.others) * at.copying * at.tie * at.gap * disclosed * at.worth;
    return others_gain - at.rent_loss * disclosed - at.rent_loss_bend * disclosed * disclosed;
}

double disclosure_private(const DisclosureCase& at, double disclosed) {
    const double others_gain = static_cast<double>(at.others) * at.copying * at.tie * at.gap * disclosed * at.worth;
    return at.returned * others_gain - at.rent_loss * disclosed - at.rent_loss_bend * disclosed * disclosed;
}

BestDisclosure best_disclosure(const DisclosureCase& at) {
    if (!(at.gap >= 0.0 && at.copying >= 0.0 && at.tie >= 0.0 && at.worth >= 0.0 && at.rent_loss >= 0.0 && at.rent_loss_bend >= 0.0) || at.others < 0 ||
        !(at.returned >= 0.0 && at.returned <= 1.0)) {
        throw RangeError("a gap, worth or loss is below 0, or the share that comes back is " + number_text(at.returned), "consortium best_disclosure",
                         "Use numbers of 0 or more, and a share between 0 and 1");
    }
    return {detail::highest([&](double d) { return disclosure_private(at, d); }, 0.0, 1.0).at,
            detail::highest([&](double d) { return disclosure_social(at, d); }, 0.0, 1.0).at};
}

std::vector<double> ties_next(const EcologyLaw& law, std::span<const double> ties, std::uint32_t present, double relational) {
    std::vector<double> next(ties.begin(), ties.end());
    const Index members = side(ties.size());
    for (Index i = 0; i < members; ++i) {
        for (Index j = 0; j < members; ++j) {
            if (i == j) continue;
            double& tie = next[static_cast<std::size_t>(i * members + j)];
            const double grown = present_at(present, i) && present_at(present, j) ? law.tie_growth * std::min(1.0, relational) * (1.0 - tie) : 0.0;
            tie += grown - law.tie_decay * tie;
        }
    }
    return next;
}

NetworkFigures network_figures(std::span<const double> ties, std::uint32_t present, Index hub, double least_tie) {
    const Index members = side(ties.size());
    if (members * members != static_cast<Index>(ties.size()) || hub < 0 || hub >= members) {
        throw RangeError("the matrix of ties has " + std::to_string(ties.size()) + " numbers and the hub is member " + std::to_string(hub),
                         "consortium network_figures", "Give a square matrix and one of its members");
    }
    NetworkFigures figures;
    double sum = 0.0, of_hub = 0.0, pairs = 0.0;
    for (Index i = 0; i < members; ++i) {
        for (Index j = i + 1; j < members; ++j) {
            if (!present_at(present, i) || !present_at(present, j)) continue;
            const double tie = .5 * (ties[static_cast<std::size_t>(i * members + j)] + ties[static_cast<std::size_t>(j * members + i)]);
            sum += tie;
            pairs += 1.0;
            if (i == hub || j == hub) of_hub += tie;
        }
    }
    if (pairs > 0.0) figures.density = sum / pairs;
    if (sum > 0.0) figures.centrality = of_hub / sum;
    const Reach whole = reach(ties, members, present, least_tie);
    figures.largest_component = whole.largest;
    if (whole.pairs > 0.0) {
        const Reach rest = reach(ties, members, present & ~(1u << hub), least_tie);
        // Pairs with the hub itself are gone in any case: compare only pairs of the others.
        const std::uint32_t with_hub = present_at(present, hub) ? component(ties, members, present, hub, least_tie) : 0u;
        const double own = with_hub != 0u ? static_cast<double>(std::popcount(with_hub) - 1) : 0.0;
        const double others = whole.pairs - own;
        figures.lost_without_hub = others > 0.0 ? 1.0 - rest.pairs / others : 0.0;
    }
    return figures;
}

}  // namespace smallholder::consortium
