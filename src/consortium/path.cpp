// SPDX-License-Identifier: Apache-2.0
#include "smallholder/consortium/path.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <string>

#include "smallholder/consortium/coordination.hpp"
#include "smallholder/consortium/formation.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/random/limits.hpp"

namespace smallholder::consortium {
namespace {

using random::Purpose;

bool in(std::uint32_t members, Index i) { return ((members >> i) & 1u) != 0; }
std::uint32_t bit(Index i) { return std::uint32_t{1} << i; }

/// What belongs to one path from year to year.
class Walk {
public:
    Walk(const AllianceLaw& law, const Impact& impact, std::uint64_t seed, Index path, std::vector<LedgerRow>* ledger)
        : law_(law), impact_(impact), farms_(impact.begin(seed, {0, static_cast<std::uint32_t>(path), 0, 0})), seed_(seed),
          path_{0, static_cast<std::uint32_t>(path), 0, 0}, ledger_(ledger), n_(impact.members()), kinds_(impact.kinds()), members_(law.founders),
          notice_(static_cast<std::size_t>(n_), kNoNotice), network_(n_, law.trust), results_(law.results),
          evidence_(n_, kinds_, law.learning, seed, path_), perceived_(law.results.at_first), frailty_(frailty_of(law.life, seed, path_)),
          frontier_(law.ecology.frontier_start) {
        together_.fill(law.ecology.start);
        alone_ = together_;
        alone_[1] = std::min(alone_[1], law.ecology.isolated_relational);
        const auto pairs = static_cast<std::size_t>(n_ * kinds_);
        effectiveness_.assign(pairs, law.ecology.effectiveness_start);
        beliefs_.push_back(std::vector<double>(pairs, 1.0));
        ties_.assign(static_cast<std::size_t>(n_ * n_), law.ecology.tie_start);
        for (Index i = 0; i < n_; ++i) {
            ties_[static_cast<std::size_t>(i * n_ + i)] = 0.0;
            for (Index k = 0; k < kinds_; ++k) funds_.push_back(impact.funds(i, k) ? 1 : 0);
        }
        trust_ = network_.mean(members_);
        if (!law.can_end) {
            for (Move& move : law_.life.moves) {
                if (!living(move.to)) move.rate = 0.0;
            }
        }
    }

    /// One year of the alliance, step by step.
    void one_year(Index year) {
        // 1 read last year's end
        start(year);

        // 2 members stay, give notice, leave or join, all on the same state
        if (living(state_.stage)) {
            choose_members();
            if (std::popcount(members_) < 2) finish(End::unravelled, static_cast<double>(year_));
        }
        if (!operating()) members_ = 0;

        // 3 plan on beliefs as old as the lag; the stage limits what is joint
        const YearPlan plan = plan_of(members_);
        std::vector<MemberView> views(static_cast<std::size_t>(n_));
        farms_->value(plan, views);
        record_.agenda = plan.agenda;
        book(3, "common agenda as planned", plan.agenda, "share");

        // 4 finance
        const Finance finance = finance_of(members_, views);
        record_.governance = finance.governance;
        book(4, "coordination, measurement and control", finance.governance, "USD");
        for (Index i = 0; i < n_; ++i) book(4, "transfer paid", finance.transfer[at(i)], "USD");

        // 5 each member does its part, or a part of it
        const std::vector<double> success = successes();
        std::vector<double> delivered(static_cast<std::size_t>(n_), 1.0);
        for (Index i = 0; i < n_; ++i) {
            if (in(members_, i) && success[at(i)] == 0.0) delivered[at(i)] = law_.trust.partial_delivery;
        }
        book(5, "chance that a member does its part", record_.compliance, "share");

        // 6 farms answer
        const ImpactYear answer = farms_->deliver(plan, delivered);
        record_.promised = answer.promised_gain;
        record_.delivered = answer.delivered_gain;
        record_.spend = answer.cost;
        record_.joint_spend = answer.joint_spend;
        record_.advantage = answer.advantage - finance.governance;
        book(6, "promised to farmers", answer.promised_gain, "USD");
        book(6, "delivered to farmers", answer.delivered_gain, "USD");

        // 7 measure, late and imperfectly
        measure();
        book(7, "spread of beliefs", record_.spread, "share of effect");

        // 8 work, effectiveness, ties, trust, results as seen, norms, pressure
        learn();
        trust_one_another(success);
        see(answer);

        // 9 moves between stages, under this year's covariates
        move();

        // 10 books
        close(answer, finance, delivered);
    }

    PathRecord& record() { return out_; }
    bool alive() const { return out_.end == End::none; }

private:
    static constexpr Index kNoNotice = -1;
    struct Finance {
        double governance = 0.0;
        std::vector<double> charge, transfer;  ///< USD by member
    };

    static std::size_t at(Index i) { return static_cast<std::size_t>(i); }
    random::Address luck(Index entity) const {
        random::Address address = path_;
        address.entity = static_cast<std::uint64_t>(entity);
        address.year = static_cast<std::uint32_t>(year_);
        return address;
    }
    double uniform_of(Index member, Purpose purpose) const { return random::uniform(seed_, luck(1 + member), purpose); }

    void book(int step, std::string_view item, double amount, std::string_view unit) {
        if (ledger_ != nullptr) ledger_->push_back({year_, step, item, amount, unit});
    }

    /// Does the alliance act, alive or kept after its completion?
    bool operating() const { return living(state_.stage) || (state_.stage == Stage::completed && law_.keep_after_completion); }

    void start(Index year) {
        year_ = year;
        record_ = {};
        if (living(state_.stage)) capacity_ = law_.life.capacity[static_cast<std::size_t>(state_.stage)];
        dials_ = operating() ? with_floor(law_.dials, law_.rows.backbone_floor) : kIsolated;
        index_together_ = ecology_index(law_.ecology, together_);
        index_alone_ = ecology_index(law_.ecology, alone_);
        const Index lag = reallocation_lag(law_.learning, dials_.communication);
        believed_ = &beliefs_[static_cast<std::size_t>(std::max<Index>(0, year_ - lag))];
        book(1, "stage", static_cast<double>(state_.stage), "index");
        book(1, "trust", trust_, "1");
        book(1, "results as seen", perceived_, "1");
    }

    YearPlan plan_of(std::uint32_t members) const {
        YearPlan plan;
        plan.year = year_;
        plan.effectiveness = effectiveness_;
        plan.believed = *believed_;
        plan.truth = evidence_.truths();
        plan.learning = std::min(1.0, index_alone_);
        if (std::popcount(members) < 2) return plan;
        plan.members = members;
        plan.agenda = dials_.agenda * capacity_;
        plan.reinforcing = dials_.reinforcing * capacity_;
        plan.joint_scale = joint_strength(dials_, law_.interaction);
        plan.learning = std::min(1.0, index_together_);
        return plan;
    }

    /// Governing is shared equally; a leader pays part of the backbone for the others.
    Finance finance_of(std::uint32_t members, const std::vector<MemberView>& views) const {
        Finance finance;
        finance.charge.assign(at(n_), 0.0);
        finance.transfer.assign(at(n_), 0.0);
        const Index count = std::popcount(members);
        if (count < 2) return finance;
        double joint = 0.0;
        for (Index i = 0; i < n_; ++i) joint += in(members, i) ? views[at(i)].outlay : 0.0;
        finance.governance = coordination_cost(law_.rows, count, dials_.backbone) +
                             joint * (law_.learning.measurement_cost * dials_.measurement + law_.learning.control_cost * law_.rows.control);
        const bool led = law_.leader >= 0 && in(members, law_.leader);
        const double seed = led ? law_.seed_share * dials_.backbone * law_.rows.backbone_cost : 0.0;
        for (Index i = 0; i < n_; ++i) {
            if (!in(members, i)) continue;
            finance.charge[at(i)] = finance.governance / static_cast<double>(count);
            if (seed > 0.0) finance.transfer[at(i)] = i == law_.leader ? seed : -seed / static_cast<double>(count - 1);
        }
        return finance;
    }

    struct Standing {
        std::vector<double> payoff, outlay;  ///< after charges and transfers
    };
    Standing standing(std::uint32_t members) {
        std::vector<MemberView> views(at(n_));
        farms_->value(plan_of(members), views);
        const Finance finance = finance_of(members, views);
        Standing result;
        for (Index i = 0; i < n_; ++i) {
            const double own = finance.charge[at(i)] + finance.transfer[at(i)];
            result.payoff.push_back(views[at(i)].payoff - own);
            result.outlay.push_back(views[at(i)].outlay + own);
        }
        return result;
    }

    void choose_members() {
        const Standing now = standing(members_);
        const double joined = static_cast<double>(std::popcount(members_)) / static_cast<double>(n_);
        const auto notice = static_cast<Index>(law_.rows.notice_years + .5);
        std::uint32_t next = members_;
        for (Index i = 0; i < n_; ++i) {
            if (in(members_, i)) {
                if (notice_[at(i)] == kNoNotice) {
                    const double gain = now.payoff[at(i)] - standing(members_ & ~bit(i)).payoff[at(i)];
                    const double chance = exit_probability(law_.rows, gain, gain_scale(law_.rows, std::max(0.0, now.outlay[at(i)]), impact_.budget(i)));
                    if (uniform_of(i, Purpose::member_leaves) < chance) {
                        notice_[at(i)] = year_ + notice;
                        book(2, "notice given by member", static_cast<double>(i), "member");
                    }
                }
                if (notice_[at(i)] != kNoNotice && notice_[at(i)] <= year_) {
                    next &= ~bit(i);
                    notice_[at(i)] = kNoNotice;
                    book(2, "left by member", static_cast<double>(i), "member");
                }
                continue;
            }
            const Standing inside = standing(members_ | bit(i));
            const double gain = inside.payoff[at(i)] - now.payoff[at(i)], outlay = std::max(0.0, inside.outlay[at(i)]);
            if (law_.assurance && !sure_enough(gain, outlay)) continue;
            const bool led = law_.leader >= 0 && in(members_, law_.leader);
            const double chance = join_probability(law_.rows, gain, gain_scale(law_.rows, outlay, impact_.budget(i)), joined, perceived_, led);
            if (uniform_of(i, Purpose::member_joins) < chance) {
                next |= bit(i);
                book(2, "joined by member", static_cast<double>(i), "member");
            }
        }
        if (!law_.can_end && std::popcount(next) < 2) return;
        members_ = next;
        book(2, "members", static_cast<double>(std::popcount(members_)), "members");
    }

    /// Success is believed as likely as that the others do their part; joining in vain costs one's outlay: p >= outlay/(gain + outlay).
    bool sure_enough(double gain, double outlay) const {
        if (gain <= 0.0) return false;
        const double believed = compliance(law_.trust, trust_, law_.rows.control, detection(law_.learning, dials_.measurement));
        return believed >= outlay / (gain + outlay);
    }

    std::vector<double> successes() {
        const double chance = compliance(law_.trust, trust_, law_.rows.control, detection(law_.learning, dials_.measurement));
        record_.compliance = operating() ? chance : 0.0;
        std::vector<double> success(at(n_), 1.0);
        for (Index i = 0; i < n_; ++i) {
            if (in(members_, i) && !(uniform_of(i, Purpose::member_delivers) < chance)) success[at(i)] = 0.0;
        }
        return success;
    }

    void measure() {
        for (Index i = 0; i < n_; ++i) {
            const double index = in(members_, i) ? index_together_ : index_alone_;
            for (Index k = 0; k < kinds_; ++k) {
                if (funds_[at(i * kinds_ + k)]) evidence_.observe(i, k, year_, law_.learning.observations * std::min(1.0, index));
            }
        }
        std::vector<double> next(at(n_ * kinds_));
        ConsortiumParameters talk = law_.rows;
        talk.communication = dials_.communication;
        std::vector<bool> joined;
        for (Index i = 0; i < n_; ++i) joined.push_back(in(members_, i));
        for (Index k = 0; k < kinds_; ++k) {
            std::vector<double> of_kind;
            for (Index i = 0; i < n_; ++i) of_kind.push_back(evidence_.believed(i, k, members_, dials_.measurement, law_.ecology.disclosure));
            of_kind = beliefs_after_talk(talk, of_kind, ties_, joined);
            for (Index i = 0; i < n_; ++i) next[at(i * kinds_ + k)] = of_kind[at(i)];
        }
        record_.spread = belief_spread(next, kinds_, members_);
        beliefs_.push_back(std::move(next));
    }

    void learn() {
        effectiveness_ = effectiveness_next(law_.ecology, effectiveness_, funds_, kinds_, ties_, members_, frontier_, index_together_, index_alone_);
        if (operating() && law_.ecology.learning_community) {
            frontier_ = std::max(frontier_, std::min(law_.ecology.highest_frontier, frontier_ + law_.ecology.frontier_growth * index_together_));
        }
        ties_ = ties_next(law_.ecology, ties_, members_, together_[1]);
        together_ = works_next(law_.ecology, together_, operating());
        alone_ = works_next(law_.ecology, alone_, false);
        double sum = 0.0;
        for (const double each : effectiveness_) sum += each;
        record_.effectiveness = sum / static_cast<double>(effectiveness_.size());
        record_.work = index_together_;
        if (std::popcount(members_) >= 2) record_.density = network_figures(ties_, members_, std::max<Index>(0, law_.leader)).density;
        book(8, "effectiveness", record_.effectiveness, "1");
        book(8, "index of work", record_.work, "1");
    }

    void trust_one_another(const std::vector<double>& success) {
        if (std::popcount(members_) >= 2) {
            network_.update(members_, success, law_.rows.control, dials_.communication);
            trust_ = network_.mean(members_);
        }
        record_.trust = trust_;
        book(8, "trust", trust_, "1");
    }

    void see(const ImpactYear& answer) {
        record_.visible = results_.book(answer.delivered_gain, answer.promised_gain, impact_.baseline_income());
        perceived_ = results_.perceived(dials_.measurement, normal_quantile(random::uniform(seed_, luck(0), Purpose::perceived_results)));
        record_.perceived = perceived_;
        const double joined = static_cast<double>(std::popcount(members_)) / static_cast<double>(n_);
        aligned_ = alignment_next(law_.rows, aligned_, joined, record_.visible);
        record_.aligned = aligned_;
        pressure_ = pressure_next(law_.life, pressure_, seed_, luck(0));
        if (at(year_) < law_.pressure_shocks.size()) pressure_ += law_.pressure_shocks[at(year_)];
        record_.pressure = pressure_;
        book(8, "results", record_.visible, "1");
        book(8, "results as seen", perceived_, "1");
        book(8, "pressure", pressure_, "1");
    }

    void move() {
        record_.members = members_;
        record_.count = static_cast<double>(std::popcount(members_));
        if (living(state_.stage)) {
            const TensionYear tension = tension_year(law_.tension, tensions_, state_.stage);
            record_.tension = tension.distance;
            const double moved = tension.switching * answer_stake();
            record_.governance += moved;
            record_.advantage -= moved;
            const Covariates covariates{trust_, perceived_, pressure_, law_.competition, record_.count, frailty_, tension.log_hazard};
            for (const StageEvent& event : live_one_year(law_.life, covariates, state_, seed_, luck(0))) {
                out_.events.push_back(event);
                out_.returned = out_.returned || event.to < event.from;
                if (!living(event.to)) finish(event.to == Stage::completed ? End::completed : End::dissolved, event.time);
            }
        }
        record_.stage = state_.stage;
        book(9, "stage", static_cast<double>(state_.stage), "index");
    }
    /// What moving a dial by one costs a share of: the year's joint spend.
    double answer_stake() const { return record_.joint_spend; }

    void finish(End end, double time) {
        if (end == End::dissolved) {
            out_.worth_going_on = record_.advantage > 0.0;
            out_.false_abandonment = false_abandonment(law_.life.results_effect, record_.visible, perceived_, out_.worth_going_on);
        }
        if (end == End::unravelled) {
            out_.events.push_back({time, state_.stage, Stage::dissolved});
            state_ = {Stage::dissolved, time};
            dials_ = kIsolated;
        }
        out_.end = end;
        out_.ended_after = time;
    }

    void close(const ImpactYear& answer, const Finance& finance, const std::vector<double>& delivered) {
        double outlay = 0.0, transfers = 0.0;
        for (const double each : answer.outlay) outlay += each;
        for (const double each : finance.transfer) transfers += each;
        check(std::fabs(outlay - answer.cost) <= 1e-9 * std::max(1.0, answer.cost), "what was spent is not what was delivered");
        check(std::fabs(transfers) <= 1e-9 * std::max(1.0, finance.governance), "transfers do not add to 0");
        for (const double share : {record_.trust, record_.compliance, record_.aligned, record_.agenda, record_.density}) {
            check(share >= 0.0 && share <= 1.0, "a share lies outside 0 and 1");
        }
        for (const double share : delivered) check(share >= 0.0 && share <= 1.0, "a share delivered lies outside 0 and 1");
        for (const double each : {record_.delivered, record_.promised, record_.advantage, record_.perceived, record_.effectiveness}) {
            check(std::isfinite(each), "a figure is not finite");
        }
        book(10, "spent on programmes", answer.cost, "USD");
        book(10, "spent on governing", record_.governance, "USD");
        book(10, "advantage of acting together", record_.advantage, "USD");
        out_.years.push_back(record_);
    }
    void check(bool holds, const char* what) const {
        if (holds) return;
        throw NumericalError(what, "the life of an alliance, path " + std::to_string(path_.draw) + ", year " + std::to_string(year_),
                             "Look at what models the farms, and at the alliance's numbers");
    }

    AllianceLaw law_;
    const Impact& impact_;
    std::unique_ptr<ImpactPath> farms_;
    std::uint64_t seed_;
    random::Address path_;
    std::vector<LedgerRow>* ledger_;
    Index n_, kinds_, year_ = 0;

    std::uint32_t members_;
    std::vector<Index> notice_;
    StageState state_;
    TrustNetwork network_;
    VisibleResults results_;
    Evidence evidence_;
    TensionState tensions_;
    double trust_ = 0.0, perceived_, frailty_, frontier_, pressure_ = 0.0, aligned_ = 0.0, capacity_ = 0.0;
    double index_together_ = 0.0, index_alone_ = 0.0;
    Dials dials_;
    Works together_{}, alone_{};
    std::vector<double> effectiveness_, ties_;
    std::vector<std::uint8_t> funds_;
    std::vector<std::vector<double>> beliefs_;
    const std::vector<double>* believed_ = nullptr;
    YearRecord record_;
    PathRecord out_;
};

}  // namespace

AllianceLaw alliance_of(const ConsortiumParameters& rows) {
    AllianceLaw law;
    law.rows = rows;
    law.dials = dials_of(rows);
    law.life = lifecycle_of(rows);
    law.trust = trust_of(rows);
    law.results = results_of(rows);
    law.learning = learning_of(rows);
    law.ecology = ecology_of(rows);
    law.competition = rows.rivalry_centre;
    return law;
}

void require_alliance(const AllianceLaw& law, const Impact& impact) {
    constexpr const char* where = "consortium alliance";
    require_dials(law.dials);
    require_lifecycle(law.life);
    require_trust(law.trust);
    require_learning(law.learning);
    require_ecology(law.ecology);
    const Index n = impact.members();
    if (n < 2 || n > kMostMembers) {
        throw RangeError(std::to_string(n) + " could be members", where, "Use between 2 and " + std::to_string(kMostMembers));
    }
    if ((law.founders >> n) != 0 || std::popcount(law.founders) < 2) {
        throw RangeError("the founders are not two or more of the " + std::to_string(n) + " that could be members", where, "Name at least two of them");
    }
    if (law.leader < -1 || law.leader >= n) {
        throw RangeError("the leader is member " + std::to_string(law.leader), where, "Use a number from 0 to " + std::to_string(n - 1) + ", or -1 for nobody");
    }
    if (!(law.seed_share >= 0.0 && law.seed_share <= 1.0) || !(law.competition >= 0.0 && law.competition <= 1.0)) {
        throw RangeError("the leader's seed share is " + number_text(law.seed_share) + " and the overlap of markets " + number_text(law.competition), where,
                         "Use shares between 0 and 1");
    }
    if (law.results.lag < 0 || law.results.window < 1 || !(law.results.unseen >= 0.0 && law.results.unseen <= 1.0) || !(law.results.blur >= 0.0)) {
        throw RangeError("results are seen " + std::to_string(law.results.lag) + " years late over " + std::to_string(law.results.window) + " years", where,
                         "Use a lag of 0 or more, one year or more, an unseen share between 0 and 1 and a blur of 0 or more");
    }
}

PathRecord simulate_path(const AllianceLaw& law, const Impact& impact, Index years, std::uint64_t seed, Index path, std::vector<LedgerRow>* ledger) {
    require_alliance(law, impact);
    random::require_addressable(path + 1, 1, years);
    Walk walk(law, impact, seed, path, ledger);
    for (Index year = 0; year < years; ++year) walk.one_year(year);
    if (walk.alive()) walk.record().ended_after = static_cast<double>(years);
    return std::move(walk.record());
}

}  // namespace smallholder::consortium
