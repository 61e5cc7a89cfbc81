# SPDX-License-Identifier: Apache-2.0
"""The household model again, slowly and plainly: the oracle of the tests.

Written from `docs/odd.md` alone, never from the C++: one function per submodel of its section 7 and one `year` that calls them.
Trees (7.4), choice (7.8) and what comes after the harvest (7.12 to 7.14) have files of their own, `curves.py` holds what yield does
with age and fertiliser, and `village.py` walks a village through its years. A comment starting with READING says what was read where a choice is open.
"""
from __future__ import annotations

import csv
import math
from dataclasses import dataclass, field, replace

from curves import fertiliser_factor
from oracle_adoption import adoption_stage, give_up_or_copy, realised_profit, safety_of
from oracle_choice import choose, liquidity_of, packages, practice_factor, replanting, work_plan
from oracle_livelihood import consume, credit_subsidy, earnings, eat_of_the_crop, food, herd, insurance, months_short, repay
from oracle_tools import clip, luck, poisson_inverse
from oracle_trees import rogue, stand, trees

NO_LEVERS = dict.fromkeys(
    ("course", "foot_removed", "road_upgrade", "school_years", "hassle_relief", "credit_usd", "interest_relief", "input_subsidy",
     "replant_share", "replant_subsidy", "replant_relief", "roguing", "shade", "side_income_usd_per_ha", "upkeep_days_per_ha",
     "savings_group", "tenure_security", "cash_usd", "premium_usd_per_kg", "differential_usd_per_kg", "price_floor_usd_per_kg",
     "cover_usd_per_ha", "insurance_premium_usd_per_ha", "risk_relief"), 0.0) | {"burden": 1.0}


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
    crop_share: float = 1.0      # of the harvest's money that stays with who works the farm
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
    trials: float = 0.0          # seasons with a package, year 0 on
    courses: float = 0.0
    surprise: float = 0.0        # USD: realised less promised profit of last year's package

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
    trials: float = 0.0          # mean of the households' seasons with a package
    contacts: float = 0.0        # the household's contacts with a package; its own, not the village's


def read_parameters(path):
    """The column `value` of a parameter table, by name."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["name"]: float(row["value"]) for row in rows}


# ---- 7.1 shocks -------------------------------------------------------------------------------------------------------------------
def next_log_price(p, log_price, e, u, z, persistent=False):
    m = math.log(p["fob_0"] / p["price_start_ratio"])
    jump = p["jump_mean"] + p["jump_sd"] * z if u < p["jump_prob"] else 0.0
    return m + (1.0 if persistent else p["price_phi"]) * (log_price - m) + p["price_sd"] * e + jump - p["jump_prob"] * p["jump_mean"]


def next_index(rho, last, z):
    return rho * last + math.sqrt(1 - rho * rho) * z


def own_luck(p, last, z):
    """A farm's own luck, which follows last year's where crops alternate; `last` is last year's own_luck, 0 at the start."""
    alpha = p["alternate_bearing"]
    return alpha * last + math.sqrt(1 - alpha * alpha) * z


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


def as_moved(p, hh, levers):
    """Parameters and household with what docs/odd.md 7.2.1 puts in the place of something else."""
    relief = {f"hassle_{j}": p[f"hassle_{j}"] - levers["hassle_relief"] for j in (1, 2, 3)}
    part = own_part(p, hh, levers)
    moved = dict(p, **relief, income_cv=p["income_cv"] * (1 - levers["risk_relief"]),
                 mirid_cost=part * p["mirid_cost"], black_pod_cost=part * p["black_pod_cost"],
                 replant_step=0.0 if p["annual"] > 0 else levers["replant_share"] if levers["replant_share"] > 0 else p["replant_step"],
                 replant_hassle=p["replant_hassle"] - levers["replant_relief"])
    return moved, replace(hh, school=hh.school + levers["school_years"], cash=hh.cash + levers["cash_usd"],
                          vsla=max(hh.vsla, levers["savings_group"]))


def own_part(p, hh, levers):
    """What the farmer pays of each dollar of chemicals and fertiliser."""
    return (1 - levers["input_subsidy"]) * (1 - p["landlord_input_share"] * (1 - hh.crop_share))


def shade_factor(p, shade):
    """What added canopy does to the yield: nothing, more, or less the further it leads from the best one."""
    now, then = p["canopy_now"] - p["canopy_optimum"], p["canopy_now"] + shade - p["canopy_optimum"]
    return max(0.0, 1 + p["shade_curvature"] * (now ** 2 - then ** 2))


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


def prices(p, hh, s, w, road, village, levers, regime="regulated", anchor=1.0):
    """`s["fob"]` holds FOB of this year and the three before, newest first."""
    now, last, before, third = s["fob"]
    if regime == "regulated":
        p_now = anchor * farm_gate_regulated(p, now, last)
        expected, haulage_rate = p_now, road["haul_foot"]
    else:
        # READING: the three past prices are valued at this year's margin, so the household carries no price history.
        p_now, p1, p2, p3 = (anchor * farm_gate_liberal(p, fob, road["access"]) for fob in (now, last, before, third))
        expected, haulage_rate = 0.5 * p1 + 0.5 * (p1 + p2 + p3) / 3, road["haul"]
    on_top = levers["premium_usd_per_kg"] + levers["differential_usd_per_kg"]
    least = levers["price_floor_usd_per_kg"] or -math.inf
    market, held = p_now, max(p_now, least)
    p_now, expected = held + on_top, max(expected, least) + on_top
    expected_net = max(0.0, expected - haulage_rate / 1000)
    beyond = road["haul"] - p["haul_reference"]
    delivered = max(0.1 * p["fertiliser_cost"], p["fertiliser_cost"] + p["fertiliser_t_per_dose"] * beyond)
    floor, farm_floor = 0.1 * p["food_price_consumer"], 0.1 * p["food_price_farm"]
    if s["expected"]:
        wage = p["wage"]
    else:
        ratio = (1 + village.hired_days) / village.family_days
        wage = p["wage"] * clip(1 + p["wage_elasticity"] * math.log(ratio / village.labour_ratio_0), 0.5, 2.0)
    return {"price": p_now, "price_market": market, "price_lifted": held - market, "price_expected": expected, "haulage_rate": haulage_rate,
            "price_net": p_now - haulage_rate / 1000, "price_expected_net": expected_net, "wage": wage,
            "price_felt": expected_net * (hh.crop_share + p["tenancy_monitoring"] * (1 - hh.crop_share)),
            "fertiliser_price": delivered, "dose_price": own_part(p, hh, levers) * delivered,
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


# ---- 7.10 and 7.11 harvest and sale -----------------------------------------------------------------------------------------------
def harvest(p, hh, plan, potential_yield, family_days, upkeep_per_ha):
    hands = max(0.0, plan["available_days"] - plan["activity_days"])
    days = p["labour_harvest"] * potential_yield * hh.area
    share = min(1.0, hands / days) if days > 0 else 1.0
    upkeep = min((p["labour_base"] + upkeep_per_ha) * hh.area, max(0.0, hands - share * days))
    work = plan["activity_days"] + upkeep + share * days
    return {"harvested_share": share, "production_kg": potential_yield * share * hh.area, "days_missing": max(0.0, days - hands),
            "family_days_used": min(family_days, max(0.0, work - p["hired_quality"] * plan["hired_days"]))}


# ---- 3 the year -------------------------------------------------------------------------------------------------------------------
def year(p, tables, hh, s, village, levers=NO_LEVERS, regime="regulated", anchor=1.0):
    """One household through one year: (state after it, flows by name)."""
    first, as_it_was = s["expected"], hh
    rate = max(0.0, p["interest_formal"] - levers["interest_relief"])
    p, hh = as_moved(p, hh, levers)
    if first:
        p = dict(p, adjust=0.0)  # practices as surveyed
    w = weather(p, s)
    road, road_0 = roads(p, hh, levers["foot_removed"], levers["road_upgrade"]), roads(p, hh, 0.0, 0.0)
    flows = dict(w, **road)
    flows.update(health(p, hh, s, levers, road, road_0))
    n = list(hh.n)
    if not first:
        n, tree_flows = trees(p, tables, hh, s["drought"], levers["roguing"])
        flows.update(tree_flows)
    st = stand(p, tables, n)
    if p["annual"] > 0:
        st["age_density"] = 1.0  # sown this year, in full
    rogued, infected_left = rogue(hh.infected, 0.0 if first else levers["roguing"])
    infected = hh.infected if first else disease(p, infected_left, village.infected)
    h_factor = 1 - p["infected_loss"] * infected
    price = prices(p, hh, s, w, road, village, levers, regime, anchor)
    flows.update(st, **price)
    knowledge = hh.knowledge if first else next_knowledge(p, hh.knowledge, sum(hh.x) / 4, village.practice, levers["course"])
    e_factor = efficiency(p, hh, knowledge)
    credit, extra, liquidity = liquidity_of(p, hh, levers["credit_usd"])

    care_free = p["ymax"] * h_factor * e_factor * hh.land_quality
    shaded = shade_factor(p, levers["shade"])
    base_yield = care_free * st["age_density"] * w["climate"] * shaded
    courses = hh.courses + (0.0 if first else levers["course"])
    offer = packages(p, hh, village, base_yield, knowledge, liquidity, price, safety_of(p, hh, price, road["access"]), first, courses)
    j = give_up_or_copy(p, hh, s, village, choose(p, hh, s, offer))
    trials = hh.trials + (1.0 if j > 0 else 0.0)
    gaps = p["infill_rate"] * max(0.0, hh.stand_target - st["trees_per_ha"])
    upkeep = levers["upkeep_days_per_ha"]
    plan = work_plan(p, hh, j, offer["dose_3"], base_yield, liquidity, flows["family_days"], price, gaps, upkeep)
    infill = plan["infill"]
    # READING: Omega of the effective (rationed) practices, fertiliser factor of the dose that reaches the trees.
    omega = practice_factor(p, plan["x_effective"], hh.megakarya)
    nf = fertiliser_factor(p, hh.soil_supply, plan["dose_effective"])
    confidence = 1 - (1 - p["tenant_confidence"]) * (1 - levers["tenure_security"]) if hh.crop_share < 1 else 1.0
    renew = replanting(p, tables, hh, n, s, care_free * omega * nf, knowledge, price["price_felt"], plan["left"],
                       levers["replant_subsidy"], confidence)
    wages = price["wage"] * plan["hired_days"]
    spent = plan["chemicals"] + plan["fertiliser_cost"] + p["wage_before_harvest"] * wages + infill + renew["replant"]
    loan = max(0.0, spent - p["cash_share"] * hh.cash)
    cash_1 = hh.cash - (spent - loan)

    potential_yield = base_yield * omega * nf * (w["wx"] + p["shade_damping"] * levers["shade"] * (1 - w["wx"]))
    crop = harvest(p, hh, plan, potential_yield, flows["family_days"], upkeep)
    stored = crop["production_kg"] * (1 - p["phl"] * (1 - p["road_loss_effect"] * road["access"]))
    flows.update(food(p, hh, w, st["young"], levers["burden"], price))
    flows.update(eat_of_the_crop(p, hh, stored, flows, price))
    sold = stored - flows["kept_kg"]
    landlords = (1 - hh.crop_share) * stored * price["price"]
    revenue, haulage = sold * price["price"] - landlords, sold * price["haulage_rate"] / 1000
    surprise = hh.surprise
    if p["disadoption"]:
        surprise = realised_profit(p, hh, plan, price, stored, crop, potential_yield) - offer["promised"][j] if j > 0 else 0.0
    flows.update(herd(p, hh, s))
    flows.update(earnings(p, hh, s, levers["burden"], road["access"]))
    trip_saving = p["trips"] * (road_0["fare"] - road["fare"])
    interest = loan * rate + hh.debt * p["interest_lender"]
    flows.update(insurance(p, hh, s, levers))
    side_income = levers["side_income_usd_per_ha"] * hh.area
    other = flows["food_sales"] + flows["livestock_sales"] + flows["earned"] + flows["remittances"] + trip_saving + hh.income_residual \
        + side_income + flows["payout"] - flows["insurance_premium"]
    costs = haulage + plan["chemicals"] + plan["fertiliser_cost"] + wages + infill + renew["replant"] + interest
    income = revenue - costs + other + levers["cash_usd"]
    labour_charge = p["own_wage_share"] * price["wage"] * crop["family_days_used"]
    lump = 0.0 if first else p["lump_usd"] * float(luck(s, "lump_expense") < p["lump_prob"] or flows["death"] > 0)
    before = cash_1 + revenue - haulage - (1 - p["wage_before_harvest"]) * wages + other + flows["food_own_value"] \
        - flows["illness_cost"] - lump
    flows.update(repay(p, hh, loan, rate, before, revenue), loan=loan)
    flows.update(credit_subsidy(p, flows, credit - extra, extra, rate))
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
        "spent": spent, "potential_kg_per_ha": potential_yield, "yield_kg_per_ha": crop["production_kg"] / hh.area,
        "sold_kg": sold, "cocoa_revenue": revenue, "haulage": haulage, "trip_saving": trip_saving, "interest": interest,
        "cash_received": levers["cash_usd"], "premium": sold * levers["premium_usd_per_kg"],
        "differential": sold * levers["differential_usd_per_kg"], "floor_payment": sold * price["price_lifted"],
        "input_subsidy": (plan["chemicals"] + plan["fertiliser_cost"]) * levers["input_subsidy"] / (1 - levers["input_subsidy"]),
        "replant_subsidy": renew["replant_full_cost"] - renew["replant"] + rogued * p["replant_cost"] * hh.area,
        "side_income": side_income, "landlord_share": landlords, "rogued": rogued,
        "rate": rate, "shade_factor": shaded, "saver": hh.vsla,
        "income": income, "income_with_food": income_food, "labour_charge": labour_charge, "income_labour_charged": income - labour_charge,
        "income_with_food_labour_charged": income_food - labour_charge, "lump": lump, "before": before, "benchmark": line,
        "trials": trials, "stage": adoption_stage(p, j, trials, first, courses, hh.trials, village, knowledge),
        "gap": max(0.0, 1 - income / line), "gap_with_food": max(0.0, 1 - income_food / line)})
    if first:
        return replace(as_it_was, package=j, trials=trials, plant_last=plan["planted"]), flows
    after = replace(as_it_was, n=n, infected=infected, x=plan["x_state"], knowledge=knowledge, package=j, cash=flows["cash"],
                    wealth=flows["wealth"], livestock=flows["livestock"], debt=flows["debt"], bar=flows["bar"], rev_last=revenue,
                    short_last=flows["short"], cut_last=renew["cut"], trials=trials, courses=courses, surprise=surprise,
                    plant_last=plan["planted"] + renew["cut"] * st["trees_per_ha"] + rogued / (1 - rogued) * (st["trees_per_ha"] - n[0]))
    return after, flows
