// SPDX-License-Identifier: Apache-2.0
#include "smallholder/games/kohlberg.hpp"

#include <algorithm>
#include <cmath>

#include "smallholder/core/errors.hpp"
#include "stages.hpp"

namespace smallholder::games {

KohlbergVerdict kohlberg(const Game& game, std::span<const double> x, const KohlbergOptions& options) {
    detail::check_shares(game, x, "kohlberg", "shares");
    detail::check_lp_size(game, "kohlberg");
    if (!(options.tolerance > 0.0)) {
        throw RangeError("tolerance is " + number_text(options.tolerance), "kohlberg", "Use a small number above zero");
    }
    const auto task = detail::task_of<double>(game, options.complaint, options.individually_rational);
    const double tolerance = std::max(options.tolerance, 1e3 * task.tolerance);
    const double level_tolerance = std::max(options.tolerance, task.level_tolerance);
    std::vector<double> scaled;
    double sum = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        scaled.push_back((game.sign() * x[i] - task.alone[i]) / task.scale);
        sum += scaled.back();
    }
    KohlbergVerdict verdict;
    if (std::abs(sum - task.worth[game.everyone()]) > tolerance) {
        verdict.reason = "the shares do not add up to what there is to share";
        return verdict;
    }
    Coalition at_floor = 0;
    for (Index i = 0; options.individually_rational && i < game.members(); ++i) {
        const double above = scaled[static_cast<std::size_t>(i)];
        if (above < -tolerance) {
            verdict.reason = "member " + std::to_string(i) + " has less than alone";
            verdict.collection = {only(i)};
            return verdict;
        }
        if (above <= tolerance) at_floor |= only(i);
    }
    if (game.members() > 1) {
        auto checked =
            detail::check_levels(game.members(), detail::complaints_at(task, scaled), at_floor, level_tolerance);
        if (!checked.balanced) {
            verdict.reason = "those who complain most could all gain";
            verdict.level = options.complaint == Complaint::proportional ? checked.level : checked.level * task.scale;
            verdict.collection = std::move(checked.collection);
            return verdict;
        }
    }
    verdict.holds = true;
    return verdict;
}

}  // namespace smallholder::games
