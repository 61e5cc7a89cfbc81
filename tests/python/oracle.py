# SPDX-License-Identifier: Apache-2.0
"""The household model again, slowly and plainly: the oracle of the tests.

Written from `docs/odd.md` alone, never from the C++: one function per submodel of its section 7 and one `year` that calls them;
`curves.py` holds what yield does with age and fertiliser, `village.py` walks a village through its years. A comment starting with READING says what was read where a choice is open.
"""
from __future__ import annotations

import csv
import math
from dataclasses import dataclass, field, replace

from curves import age_factor, best_dose, fertiliser_factor
from oracle_livelihood import consume, earnings, food, herd, months_short, repay
from oracle_tools import SLOTS, clip, logistic, luck, poisson_inverse

PRUNING, WEEDING, MIRID, BLACK_POD = range(4)
PRACTICES = ("pruning", "weeding", "mirid", "black_pod")
NO_LEVERS = {"course": 0.0, "burden": 1.0, "foot_removed": 0.0, "road_upgrade": 0.0}


@dataclass
class Household:
    """Fixed attributes, then the state that a year changes (docs/odd.md 2)."""
    id: int
    area: float                  # ha of cocoa
    stand_target: float          # trees/ha
    land_quality: float          # q, mean one
    z_u: float                   # inefficiency score, standard normal
    school: float                # years
    female_head: float           # 0 or 1
    men: float
    women: float
    children: float
    ae: float                    # adult equivalents
    coop: float
    vsla: float
    km_foot: float
    km_road: float
    food_area: float             # ha
    other_level: float           # USD a year if earned
    soil_supply: float           # s_N
    livestock0: float            # USD
    hired_share: float
    taste: float                 # xi
    megakarya: float             # 0 or 1
    benchmark: float = 0.0       # USD a year; 0: scaled from the reference family
    weight: float = 1.0
    income_residual: float = 0.0
    extra_days: float = 0.0      # from anchoring; then the state
    n: list = field(default_factory=lambda: [0.0] * 41)  # trees/ha by age
    infected: float = 0.0
    x: list = field(default_factory=lambda: [0.0] * 4)
    knowledge: float = 0.0
    package: int = 0
    cash: float = 0.0
    wealth: float = 0.0
    livestock: float = 0.0
    debt: float = 0.0
    bar: float = 0.0
    rev_last: float = 0.0
    short_last: float = 0.0
    cut_last: float = 0.0
    plant_last: float = 0.0

    @property
    def size(self):
        return self.men + self.women + self.children


@dataclass
class Village:
    """Means over the village's households of the year before."""
    share: list                  # of packages 0..3
    infected: float
    practice: float              # mean over the four intensities
    hired_days: float
    family_days: float
    labour_ratio_0: float = 0.0  # R_0, of year 0


def read_parameters(path):
    """The column `value` of a parameter table, by name."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["name"]: float(row["value"]) for row in rows}


# ---- 7.4 trees --------------------------------------------------------------------------------------------------------------------
def mortality(p, a):
    return min(1.0, p["mu0"] + p["mu1"] * math.exp((a - p["mu_age"]) / p["mu_width"]))


def prepare(p):
    """Tables by age of one parameter draw: age factor f, mortality mu, discounted gain of replacing a tree of age a."""
    f = [age_factor(p, a) for a in range(41)]
    mu = [mortality(p, a) for a in range(41)]
    gain = []
    for a in range(41):
        total = 0.0
        for h in range(1, int(p["replant_horizon"]) + 1):
            young = 1 - p["seedling_mortality"]
            old = 1.0
            for b in range(h - 1):
                young *= 1 - mu[min(b, 40)]
            for b in range(h):
                old *= 1 - mu[min(a + b, 40)]
            total += (1 + p["private_discount"]) ** -h * (f[min(h - 1, 40)] * young - f[min(a + h, 40)] * old)
        gain.append(total)
    return {"f": f, "mu": mu, "gain": gain}


def remove_oldest(n, share):
    """Trees taken from the oldest slots first, by age."""
    need = share * sum(n)
    removed = [0.0] * 41
    for a in range(40, -1, -1):
        removed[a] = min(n[a], need)
        need -= removed[a]
    return removed


def trees(p, tables, hh, drought):
    """Age, die, cut and plant as decided last year."""
    removed = remove_oldest(hh.n, hh.cut_last)
    alive = [(hh.n[a] - removed[a]) * (1 - tables["mu"][a]) * (1 - p["removal"] * hh.infected) for a in range(41)]
    seedlings_die = min(1.0, p["seedling_mortality"] * (1 + drought * (p["drought_seedling_factor"] - 1)))
    born = hh.plant_last * (1 - seedlings_die)
    after = [born] + [alive[a] for a in range(39)] + [alive[39] + alive[40]]
    died = sum(hh.n[a] - removed[a] - alive[a] for a in range(41))
    return after, {"trees_before": sum(hh.n), "trees_cut": sum(removed), "trees_died": died, "trees_born": born}


def density_shape(p, trees_per_ha):
    r = trees_per_ha / p["density_opt"]
    return (2 + p["density_flatness"]) / (1 + p["density_flatness"] * r + r * r)


def density_factor(p, trees_per_ha):
    return trees_per_ha / p["density_opt"] * density_shape(p, trees_per_ha)


def stand(p, tables, n):
    total = sum(n)
    bearing = sum(n[a] * tables["f"][a] for a in range(41))
    return {"trees_per_ha": total, "bearing": bearing, "age_density": bearing / p["density_opt"] * density_shape(p, total),
            "young": sum(n[0:3]) / p["density_opt"], "older5": sum(n[6:41]) / total if total > 0 else 1.0}


# ---- 7.1 shocks -------------------------------------------------------------------------------------------------------------------
def next_log_price(p, log_price, e, u, z):
    m = math.log(p["fob_0"])
    jump = p["jump_mean"] + p["jump_sd"] * z if u < p["jump_prob"] else 0.0
    return m + p["price_phi"] * (log_price - m) + p["price_sd"] * e + jump - p["jump_prob"] * p["jump_mean"]


def next_index(rho, last, z):
    return rho * last + math.sqrt(1 - rho * rho) * z


def mean_one(sd, z):
    return math.exp(sd * z - sd * sd / 2)


def expected_shocks(p, household_uniforms):
    """Year 0: nothing surprising happens; the uniforms still choose the package."""
    return {"expected": True, "t": 0, "u": list(household_uniforms), "z0": 0.0, "z1": 0.0, "Z": 0.0, "B": 0.0, "drought": 0.0,
            "fob": [p["fob_0"]] * 4}


def weather(p, s):
    """Weather factors of cocoa and of food crops, food price factor, climate."""
    if s["expected"]:
        return {"wx": 1.0, "wf": 1.0, "food_price_factor": 1.0, "climate": math.exp(p["climate_trend"] * s["t"])}
    bad = (1 - p["drought_loss"] * s["drought"]) / (1 - p["drought_prob"] * p["drought_loss"])
    r, i, c = p["weather_sd_region"], p["weather_sd_iid"], p["food_weather_corr"]
    spread = math.sqrt(r * r + i * i)
    zw = (r * s["Z"] + i * s["z0"]) / spread if spread > 0 else 0.0
    zf = c * zw + math.sqrt(1 - c * c) * s["z1"]
    return {"wx": mean_one(r, s["Z"]) * mean_one(i, s["z0"]) * bad, "wf": mean_one(p["food_weather_sd"], zf) * bad,
            "food_price_factor": mean_one(p["food_price_sd"], s["B"]), "climate": math.exp(p["climate_trend"] * s["t"])}


# ---- 7.2 levers -------------------------------------------------------------------------------------------------------------------
def roads(p, hh, foot_removed, road_upgrade):
    foot = hh.km_foot * (1 - foot_removed)
    gravel = hh.km_road * road_upgrade + hh.km_foot * foot_removed
    earth = hh.km_road * (1 - road_upgrade)
    haul_foot = p["c_foot"] * foot
    return {"haul_foot": haul_foot, "haul": haul_foot + p["c_earth"] * earth + p["c_gravel"] * gravel,
            "hours": foot / p["walk_speed"] + earth / p["speed_earth"] + gravel / p["speed_gravel"],
            "fare": p["fare_earth"] * earth + p["fare_gravel"] * gravel, "access": max(foot_removed, road_upgrade)}


# ---- 7.3 health and family days ---------------------------------------------------------------------------------------------------
def health(p, hh, s, levers, road, road_0):
    burden = levers["burden"]
    mean_episodes = p["illness_episodes"] * hh.size * burden
    if s["expected"]:
        episodes, severity, death = mean_episodes, 1.0, 0.0
    else:
        episodes = poisson_inverse(mean_episodes, luck(s, "illness_episodes"), 40)
        severity = 0.5 + luck(s, "illness_severity")
        death = 1.0 if luck(s, "adult_death") < p["adult_death_prob"] else 0.0
    access_clinic = max(0.0, 1 - road["hours"] / road_0["hours"]) if road_0["hours"] > 0 else 0.0
    sick = p["illness_days"] * severity * episodes * (1 - p["clinic_time_effect"] * access_clinic)
    capacity = max(0.0, (1 - p["illness_capacity"] * burden) * (1 - p["hunger_capacity"] * hh.short_last))
    adult_days = p["work_days"] * (hh.men + hh.women * p["female_efficiency"] * (1 - p["female_care"]))
    lost = death * p["work_days"] * p["adult_death_days_share"]
    trip_days = p["trips"] * max(0.0, road_0["hours"] - road["hours"]) / 8
    days = max(p["family_days_floor"], p["cocoa_time_share"] * max(0.0, capacity * adult_days - sick - lost + trip_days)) + hh.extra_days
    return {"episodes": episodes, "severity": severity, "death": death, "days_ill": sick, "trip_days": trip_days, "family_days": days,
            "illness_cost": p["illness_cost_per_episode"] * severity * episodes}


# ---- 7.5 disease ------------------------------------------------------------------------------------------------------------------
def disease(p, infected, village_infected):
    force = 1 - math.exp(-(p["cssvd_beta"] * infected + p["cssvd_beta_village"] * village_infected + p["cssvd_beta_background"]))
    return clip(infected * (1 - p["removal"]) + (1 - infected) * force, 0.0, 1.0)


# ---- 7.6 prices -------------------------------------------------------------------------------------------------------------------
def farm_gate_regulated(p, fob, fob_last):
    return (p["theta_r"] * ((1 - p["theta_w"]) * fob_last + p["theta_w"] * fob) + p["lid_pass"] * p["lid_usd_per_t"]) / 1000


def farm_gate_liberal(p, fob, access):
    return (fob * (1 - p["tax"]) - p["export_cost"]) * (1 - p["margin"] * (1 - p["road_margin_effect"] * access)) / 1000


def prices(p, hh, s, w, road, village, regime="regulated", anchor=1.0):
    """`s["fob"]` holds FOB of this year and the three before, newest first."""
    now, last, before, third = s["fob"]
    if regime == "regulated":
        p_now = anchor * farm_gate_regulated(p, now, last)
        expected, haulage_rate = p_now, road["haul_foot"]
    else:
        # READING: the three past prices are valued at this year's margin, so the household carries no price history.
        p_now, p1, p2, p3 = (anchor * farm_gate_liberal(p, fob, road["access"]) for fob in (now, last, before, third))
        expected, haulage_rate = 0.5 * p1 + 0.5 * (p1 + p2 + p3) / 3, road["haul"]
    beyond = road["haul"] - p["haul_reference"]
    floor, farm_floor = 0.1 * p["food_price_consumer"], 0.1 * p["food_price_farm"]
    if s["expected"]:
        wage = p["wage"]
    else:
        ratio = (1 + village.hired_days) / village.family_days
        wage = p["wage"] * clip(1 + p["wage_elasticity"] * math.log(ratio / village.labour_ratio_0), 0.5, 2.0)
    return {"price": p_now, "price_expected": expected, "haulage_rate": haulage_rate, "price_net": p_now - haulage_rate / 1000,
            "price_expected_net": max(0.0, expected - haulage_rate / 1000), "wage": wage,
            "fertiliser_price": max(0.1 * p["fertiliser_cost"], p["fertiliser_cost"] + p["fertiliser_t_per_dose"] * beyond),
            "food_price_floor": floor, "food_price_farm_floor": farm_floor,
            "food_price_consumer": max(floor, p["food_price_consumer"] * w["food_price_factor"] + beyond / 1000),
            "food_price_farm": max(farm_floor, p["food_price_farm"] * w["food_price_factor"] - beyond / 1000
                                   - p["food_integration"] * road["access"])}


# ---- 7.7 knowledge ----------------------------------------------------------------------------------------------------------------
def next_knowledge(p, k, own, neighbours, course):
    return clip((1 - p["forgetting"]) * k + course * p["course_gain"] * (1 - k) + p["own_learning"] * own * (1 - k)
                + p["neighbour_learning"] * neighbours * (1 - k), 0.0, 1.0)


def efficiency(p, hh, knowledge):
    s_u = math.exp(math.log(p["inefficiency_sd"]) - p["inefficiency_knowledge"] * (knowledge - p["knowledge_reference"])
                   - p["inefficiency_school"] * (hh.school - p["school_reference"]))
    return math.exp(-s_u * abs(hh.z_u))


# ---- 7.8 choice -------------------------------------------------------------------------------------------------------------------
def practice_factor(p, x, megakarya=0.0):
    log_omega = 0.0
    for k in range(4):
        zone = math.exp(p["zone_wetness"] * megakarya) if k == BLACK_POD else 1.0
        log_omega += math.log(1 - p["loss_" + PRACTICES[k]] * zone * (1 - x[k]))
    for k in range(4):
        for m in range(k + 1, 4):
            log_omega -= p["theta"] * (1 - x[k] * x[m])
    return math.exp(log_omega)


def softmax(v):
    top = max(v)
    e = [math.exp(value - top) for value in v]
    return [value / sum(e) for value in e]


def target(p, j):
    return [p[f"target_{j}_{practice}"] for practice in PRACTICES]


def chemical_bill(p, hh, x):
    return (p["mirid_cost"] * x[MIRID] + p["black_pod_cost"] * x[BLACK_POD]) * hh.area


def labour_needs(p, hh, x, dose):
    """Days by activity, family quality: pruning, weeding, mirid, black pod, fertiliser."""
    return [p["labour_" + PRACTICES[k]] * x[k] * hh.area for k in range(4)] + [p["labour_fertiliser"] * dose * hh.area]


def move(p, x, j):
    return [x[k] + p["adjust"] * (target(p, j)[k] - x[k]) for k in range(4)]


def packages(p, hh, village, base_yield, knowledge, liquidity, price):
    """Value of each package and whether it can be paid for; dose of package 3."""
    budget = p["input_budget_share"] * liquidity
    wf, pe, keep = price["fertiliser_price"], price["price_expected_net"], 1 - p["phl"]
    value, feasible, dose, ce = [], [], [0.0] * 4, []
    for j in range(4):
        goal, x = target(p, j), move(p, hh.x, j)
        chem = chemical_bill(p, hh, x)
        ok = j == 0 or chem <= budget
        if j == 3:
            wanted = best_dose(p, hh.soil_supply, base_yield * practice_factor(p, x, hh.megakarya), pe * keep, wf)
            dose[3] = clip((budget - chem) / (wf * hh.area), 0.0, wanted)
            ok = ok and dose[3] >= p["min_dose"]
        output = base_yield * practice_factor(p, goal, hh.megakarya) * fertiliser_factor(p, hh.soil_supply, dose[j])
        revenue = hh.area * output * keep * pe
        days = sum(labour_needs(p, hh, goal, dose[j])) + hh.area * (p["labour_base"] + p["labour_harvest"] * output)
        profit = revenue - chemical_bill(p, hh, goal) - wf * dose[j] * hh.area - p["own_wage_share"] * price["wage"] * days
        ce.append(profit - 0.5 * p["gamma"] * (p["income_cv"] * revenue) ** 2 / max(p["y_ref"], revenue))
        v = p["peer_weight"] * village.share[j]
        if j > 0:
            v += p["profit_weight"] * (ce[j] - ce[0]) / p["y_ref"] - p[f"hassle_{j}"] + p["knowledge_slope"] * knowledge + hh.taste
        value.append(v if ok else -1e30)
        feasible.append(ok)
    return {"value": value, "feasible": feasible, "probability": softmax(value), "dose_3": dose[3], "certain": ce}


def choose(p, hh, s, offer):
    if not s["expected"] and luck(s, "rechoice") >= p["rechoice"] and offer["feasible"][hh.package]:
        return hh.package
    cumulative, j = 0.0, 0
    for probability in offer["probability"]:
        cumulative += probability
        if cumulative <= luck(s, "package_choice"):
            j += 1
    return min(j, 3)


def liquidity_of(p, hh):
    credit = (p["credit_fixed"] + p["credit_revenue_share"] * hh.rev_last if hh.bar == 0 else 0.0) + p["vsla_loan"] * hh.vsla
    return credit, max(0.0, p["cash_share"] * hh.cash + credit)


def work_plan(p, hh, j, dose_3, base_yield, liquidity, family_days, price, gaps):
    """Practices, chemicals, fertiliser, infilling, hired labour and rationing, in the order cash and days are spent."""
    budget = p["input_budget_share"] * liquidity
    x_state = move(p, hh.x, j)
    x = list(x_state)
    chemicals = chemical_bill(p, hh, x)
    if chemicals > budget:
        x[MIRID] *= budget / chemicals
        x[BLACK_POD] *= budget / chemicals
        chemicals = budget
    dose = dose_3 if j == 3 else 0.0
    fertiliser_cost = price["fertiliser_price"] * dose * hh.area
    left = liquidity - chemicals - fertiliser_cost
    infill_bill = gaps * p["infill_cost"] * hh.area
    planted = gaps * min(1.0, max(0.0, left) / infill_bill) if infill_bill > 0 else gaps
    infill = planted * p["infill_cost"] * hh.area
    left -= infill
    planned = base_yield * practice_factor(p, x, hh.megakarya) * fertiliser_factor(p, hh.soil_supply, dose)
    reserve = hh.area * (p["labour_base"] + p["labour_harvest"] * planned)
    required = sum(labour_needs(p, hh, x, dose)) + reserve
    wanted = max(hh.hired_share * required, required - family_days) / p["hired_quality"]
    hired = min(wanted, max(0.0, left) / (p["wage_before_harvest"] * price["wage"]))
    left -= p["wage_before_harvest"] * price["wage"] * hired
    available = family_days + p["hired_quality"] * hired
    rest = max(0.0, available - reserve)
    need = labour_needs(p, hh, x, dose)
    used, ration = 0.0, [1.0] * 5
    for activity in (WEEDING, BLACK_POD, PRUNING, MIRID, 4):
        ration[activity] = min(1.0, rest / need[activity]) if need[activity] > 0 else 1.0
        rest = max(0.0, rest - ration[activity] * need[activity])  # rounding alone could leave it below nothing
        used += ration[activity] * need[activity]
    return {"x_state": x_state, "x_effective": [x[k] * ration[k] for k in range(4)], "chemicals": chemicals, "dose_bought": dose,
            "dose_effective": dose * ration[4], "fertiliser_cost": fertiliser_cost, "planned_yield": planned, "required_days": required,
            "hired_days": hired, "available_days": available, "activity_days": used, "planted": planted, "infill": infill, "left": left}


def replanting(p, tables, hh, n, s, potential, knowledge, price_net, left):
    """`potential` is yield per unit of age and density factor, kg/ha."""
    removed = remove_oldest(n, p["replant_step"])
    gain = sum(removed[a] / p["density_opt"] * tables["gain"][a] for a in range(41)) * density_shape(p, sum(n))
    cost = p["replant_step"] * hh.area * p["replant_cost"]
    npv = hh.area * potential * price_net * (1 - p["phl"]) * gain - cost
    chance = logistic(p["profit_weight"] * npv / p["y_ref"] - p["replant_hassle"] - p["replant_knowledge"] * (1 - knowledge))
    happens = not s["expected"] and luck(s, "replanting") < chance and cost <= left
    return {"replant_npv": npv, "replant_probability": chance, "cut": p["replant_step"] if happens else 0.0,
            "replant": cost if happens else 0.0}


# ---- 7.10 and 7.11 harvest and sale -----------------------------------------------------------------------------------------------
def harvest(p, hh, plan, potential_yield, family_days):
    hands = max(0.0, plan["available_days"] - plan["activity_days"])
    days = p["labour_harvest"] * potential_yield * hh.area
    share = min(1.0, hands / days) if days > 0 else 1.0
    upkeep = min(p["labour_base"] * hh.area, max(0.0, hands - share * days))
    work = plan["activity_days"] + upkeep + share * days
    return {"harvested_share": share, "production_kg": potential_yield * share * hh.area, "days_missing": max(0.0, days - hands),
            "family_days_used": min(family_days, max(0.0, work - p["hired_quality"] * plan["hired_days"]))}


# ---- 3 the year -------------------------------------------------------------------------------------------------------------------
def year(p, tables, hh, s, village, levers=NO_LEVERS, regime="regulated", anchor=1.0):
    """One household through one year: (state after it, flows by name)."""
    first = s["expected"]
    if first:
        p = dict(p, adjust=0.0)  # practices as surveyed
    w = weather(p, s)
    road, road_0 = roads(p, hh, levers["foot_removed"], levers["road_upgrade"]), roads(p, hh, 0.0, 0.0)
    flows = dict(w, **road)
    flows.update(health(p, hh, s, levers, road, road_0))
    n = list(hh.n)
    if not first:
        n, tree_flows = trees(p, tables, hh, s["drought"])
        flows.update(tree_flows)
    st = stand(p, tables, n)
    infected = hh.infected if first else disease(p, hh.infected, village.infected)
    h_factor = 1 - p["infected_loss"] * infected
    price = prices(p, hh, s, w, road, village, regime, anchor)
    flows.update(st, **price)
    knowledge = hh.knowledge if first else next_knowledge(p, hh.knowledge, sum(hh.x) / 4, village.practice, levers["course"])
    e_factor = efficiency(p, hh, knowledge)
    credit, liquidity = liquidity_of(p, hh)

    care_free = p["ymax"] * h_factor * e_factor * hh.land_quality
    base_yield = care_free * st["age_density"] * w["climate"]
    offer = packages(p, hh, village, base_yield, knowledge, liquidity, price)
    j = choose(p, hh, s, offer)
    gaps = p["infill_rate"] * max(0.0, hh.stand_target - st["trees_per_ha"])
    plan = work_plan(p, hh, j, offer["dose_3"], base_yield, liquidity, flows["family_days"], price, gaps)
    infill = plan["infill"]
    # READING: Omega of the effective (rationed) practices, fertiliser factor of the dose that reaches the trees.
    omega = practice_factor(p, plan["x_effective"], hh.megakarya)
    nf = fertiliser_factor(p, hh.soil_supply, plan["dose_effective"])
    renew = replanting(p, tables, hh, n, s, care_free * omega * nf, knowledge, price["price_expected_net"], plan["left"])
    wages = price["wage"] * plan["hired_days"]
    spent = plan["chemicals"] + plan["fertiliser_cost"] + p["wage_before_harvest"] * wages + infill + renew["replant"]
    loan = max(0.0, spent - p["cash_share"] * hh.cash)
    cash_1 = hh.cash - (spent - loan)

    potential_yield = base_yield * omega * nf * w["wx"]
    crop = harvest(p, hh, plan, potential_yield, flows["family_days"])
    sold = crop["production_kg"] * (1 - p["phl"] * (1 - p["road_loss_effect"] * road["access"]))
    revenue, haulage = sold * price["price"], sold * price["haulage_rate"] / 1000
    flows.update(food(p, hh, w, st["young"], levers["burden"], price))
    flows.update(herd(p, hh, s))
    flows.update(earnings(p, hh, s, levers["burden"], road["access"]))
    trip_saving = p["trips"] * (road_0["fare"] - road["fare"])
    interest = loan * p["interest_formal"] + hh.debt * p["interest_lender"]
    other = flows["food_sales"] + flows["livestock_sales"] + flows["earned"] + flows["remittances"] + trip_saving + hh.income_residual
    income = revenue - haulage - plan["chemicals"] - plan["fertiliser_cost"] - wages - infill - renew["replant"] + other - interest
    labour_charge = p["own_wage_share"] * price["wage"] * crop["family_days_used"]
    lump = 0.0 if first else p["lump_usd"] * float(luck(s, "lump_expense") < p["lump_prob"] or flows["death"] > 0)
    before = cash_1 + revenue - haulage - (1 - p["wage_before_harvest"]) * wages + other + flows["food_own_value"] \
        - flows["illness_cost"] - lump
    flows.update(repay(p, hh, loan, before, revenue))
    flows.update(consume(p, hh, s, before - flows["paid"], flows["livestock_kept"], flows["livestock_factor"], credit - loan,
                         flows["carried"]))
    flows["short"], flows["lean_short"] = months_short(p, flows, hh.cash)
    line = hh.benchmark if hh.benchmark > 0 else p["benchmark_usd"] * hh.ae / p["benchmark_ae"]
    income_food = income + flows["food_own_value"]
    flows.update(plan, **offer, **renew, **crop)
    walk_hours = 2 * hh.km_foot * levers["foot_removed"] * (1 / p["walk_speed"] - 1 / p["speed_gravel"])
    flows["school_hours_saved"] = hh.children * p["school_share"] * p["school_days"] * walk_hours
    flows.update({
        "infected": infected, "health_factor": h_factor, "efficiency": e_factor, "knowledge": knowledge, "credit": credit,
        "liquidity": liquidity, "base_yield": base_yield, "package": j, "practice_factor": omega, "fertiliser_factor": nf, "wages": wages,
        "spent": spent, "loan": loan, "potential_kg_per_ha": potential_yield, "yield_kg_per_ha": crop["production_kg"] / hh.area,
        "sold_kg": sold, "cocoa_revenue": revenue, "haulage": haulage, "trip_saving": trip_saving, "interest": interest,
        "income": income, "income_with_food": income_food, "labour_charge": labour_charge, "income_labour_charged": income - labour_charge,
        "income_with_food_labour_charged": income_food - labour_charge, "lump": lump, "before": before, "benchmark": line,
        "gap": max(0.0, 1 - income / line), "gap_with_food": max(0.0, 1 - income_food / line)})
    if first:
        return replace(hh, package=j, plant_last=plan["planted"]), flows
    after = replace(hh, n=n, infected=infected, x=plan["x_state"], knowledge=knowledge, package=j, cash=flows["cash"],
                    wealth=flows["wealth"], livestock=flows["livestock"], debt=flows["debt"], bar=flows["bar"], rev_last=revenue,
                    short_last=flows["short"], cut_last=renew["cut"], plant_last=plan["planted"] + renew["cut"] * st["trees_per_ha"])
    return after, flows
