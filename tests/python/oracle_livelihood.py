# SPDX-License-Identifier: Apache-2.0
"""The oracle's other income, repayment, consumption and assets (docs/odd.md 7.12 to 7.14)."""
from __future__ import annotations

from oracle_tools import clip, logistic, luck, poisson_inverse


# ---- 7.12 other income ------------------------------------------------------------------------------------------------------------
def food(p, hh, w, young, burden, price):
    grown = (hh.food_area + p["intercrop_share"] * young * hh.area) * p["food_yield"] * w["wf"] \
        * max(0.0, 1 - p["food_health"] * p["illness_capacity"] * burden)
    need = p["food_need"] * 365 * p["food_staple_share"] * hh.ae
    own = min(grown, need)
    return {"food_kg": grown, "food_need_kg": need, "food_own_kg": own, "food_own_value": own * price["food_price_consumer"],
            "food_sales": (grown - own) * price["food_price_farm"]}


def eat_of_the_crop(p, hh, stored, f, price):
    """What the household keeps of a crop that is eaten: as far as its other food leaves a need, out of its own part of the harvest."""
    kept = min(hh.crop_share * stored, (f["food_need_kg"] - f["food_own_kg"]) / p["home_use"]) if p["home_use"] > 0 else 0.0
    own = f["food_own_kg"] + kept * p["home_use"]
    return {"kept_kg": kept, "food_own_kg": own, "food_own_value": own * price["food_price_consumer"]}


def herd(p, hh, s):
    epidemic = 0.0 if s["expected"] else float(luck(s, "epidemic") < p["epidemic_prob"])
    grown = hh.livestock * (1 + p["herd_growth"] - p["herd_mortality"]) * (1 - epidemic * p["epidemic_loss"])
    factor = p["herd_price_bad_year"] if s["drought"] else 1.0
    sell = max(0.0, grown - p["herd_cap"] * hh.livestock0)
    return {"livestock_sold": sell, "livestock_sales": sell * factor, "livestock_kept": grown - sell, "livestock_factor": factor}


def earnings(p, hh, s, burden, access):
    chance = logistic(p["other_constant"] + p["other_school"] * (hh.school - p["school_reference"]) + p["other_road"] * access
                      - p["other_female"] * hh.female_head)
    works = chance if s["expected"] else float(luck(s, "other_earnings") < chance)
    migrants = p["remittance_rate"] if s["expected"] else poisson_inverse(p["remittance_rate"], luck(s, "remittance"), 5)
    return {"earned": works * hh.other_level * max(0.0, 1 - p["illness_capacity"] * (burden - 1)),
            "remittances": migrants * p["remittance_usd"] * (1 + 0.5 * s["drought"])}


# ---- 7.13 and 7.14 repayment, consumption, assets ---------------------------------------------------------------------------------
def repay(p, hh, loan, rate, before, revenue):
    due = loan * (1 + rate) + hh.debt * (1 + p["interest_lender"])
    paid = min(due, max(0.0, before - p["minimal_share"] * p["c_sub"] * hh.ae))
    default = due - paid > 1e-9 * (due + p["c_sub"] * hh.ae)
    carried = min(0.5 * (due - paid), 0.25 * revenue) if default else 0.0
    return {"due": due, "paid": paid, "default": float(default), "carried": carried, "written_off": due - paid - carried,
            "bar": 3.0 if default else max(0.0, hh.bar - 1)}


def credit_subsidy(p, flows, credit_without, extra, rate):
    """What the programme's credit costs its lender: interest not asked for, and what of its part of the loan never comes back."""
    lent = clip(flows["loan"] - credit_without, 0.0, extra)
    lost = flows["written_off"] * lent * (1 + rate) / flows["due"] if flows["due"] > 0 else 0.0
    return {"programme_loan": lent, "programme_loss": lost, "interest_relief": (p["interest_formal"] - rate) * flows["loan"],
            "credit_subsidy": (p["interest_formal"] - rate) * flows["loan"] + lost}


def insurance(p, hh, s, levers):
    chance = p["index_detection"] if s["drought"] else p["index_false_alarm"]
    triggered = 0.0 if s["expected"] else float(luck(s, "insurance_index") < chance)
    return {"payout": levers["cover_usd_per_ha"] * hh.area * triggered, "insurance_premium": levers["insurance_premium_usd_per_ha"] * hh.area,
            "triggered": triggered}


def consumption_rule(cash_on_hand, subsistence, mpc, buffer, credit_left):
    wish = subsistence + mpc * (cash_on_hand - subsistence - buffer)
    return max(0.0, clip(wish, min(subsistence, cash_on_hand), cash_on_hand + max(0.0, credit_left)))


def consume(p, hh, s, cash_on_hand, livestock, livestock_factor, credit_left, carried):
    sub = p["c_sub"] * hh.ae
    buffer = p["buffer_months"] / 12 * sub
    heads = min(livestock, max(0.0, sub - cash_on_hand) / livestock_factor)
    cash_on_hand += heads * livestock_factor
    sold_wealth = min(hh.wealth, max(0.0, p["minimal_share"] * sub - cash_on_hand) / p["distress_price"])
    cash_on_hand += sold_wealth * p["distress_price"]
    c = consumption_rule(cash_on_hand, sub, p["mpc"], buffer, credit_left)
    kept = max(0.0, cash_on_hand - c)
    leaked = kept * (p["leak"] + hh.vsla * (p["leak_vsla"] - p["leak"]))
    saved = kept - leaked
    invest = p["invest_share"] * max(0.0, saved - buffer)
    theft = p["theft_share"] if not s["expected"] and luck(s, "asset_loss") < p["theft_prob"] else 0.0
    return {"consumption": c, "cash_on_hand": cash_on_hand, "distress_livestock": heads, "distress_wealth": sold_wealth, "leaked": leaked,
            "distress_usd": heads * livestock_factor + sold_wealth * p["distress_price"], "stolen": (hh.wealth - sold_wealth) * theft,
            "invest": invest, "cash": saved - invest, "wealth": (1 - p["wealth_depreciation"]) * (hh.wealth - sold_wealth) * (1 - theft)
            + invest, "debt": carried + max(0.0, c - cash_on_hand), "livestock": livestock - heads}


def months_short(p, flows, cash_at_start):
    bought = max(0.0, flows["consumption"] - flows["food_own_value"]) / flows["food_price_consumer"]
    short = 12 * max(0.0, 1 - (flows["food_own_kg"] + bought) / flows["food_need_kg"])
    stored = (1 - p["cash_share"]) * cash_at_start / flows["food_price_consumer"]
    return short, 12 * clip(1 - (flows["food_own_kg"] + stored) / flows["food_need_kg"], 0.0, 1.0)
