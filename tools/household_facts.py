# SPDX-License-Identifier: Apache-2.0
"""What the rows of data/crops/<country>_<crop>.csv that come from a household survey rest on, computed anew.

    python tools/household_facts.py FOLDER       # that of the RHoMIS sample: hhinfo.csv.gz and crop.csv.gz

The sample: van Wijk et al. (2020), Scientific Data 7:46, and the release of Gorman et al. (2025); 5,000 households of 33 countries,
surveyed 2015 to 2023. Its values are rough, and some are absurd, so every figure is winsorised first: what lies below the 5th or
above the 95th percentile of the households in question is set to that percentile, and only then are means taken. Land by crop is
known in six classes of a household's land, so a mean yield rests on the median, which a few wrong areas do not move:

    mean yield = median x exp(s^2/2),   s = 0.65, the log spread of recorded yields in the model (KIT Ghana)

Money is in local currency; it becomes dollars at the exchange rate of a year inside the survey's years, named below, and is taken
as money of 2018 without further change: prices of the United States moved by 2% between 2018 and 2019.
"""

from __future__ import annotations

import math
import pathlib
import sys

import pandas as pd

#: Population -> (country and crop as the sample calls them, local currency per dollar).
#: World Bank, official rates of 2019, annual averages, from memory (Ghana's is published; Nigeria's is the official one).
POPULATIONS = {
    "uganda_robusta": ("uganda", "coffee", 3704.0),
    "ethiopia_arabica": ("ethiopia", "coffee", 29.07),
    "kenya_maize": ("kenya", "maize", 102.0),
    "nigeria_cassava": ("nigeria", "cassava", 306.9),
    "ghana_rice": ("ghana", "rice", 5.2174),
}
RECORDED_LOG_SD = 0.65   # of yields as recorded, KIT Ghana 2016/17
CHANCE_OF_EARNINGS = 0.85  # the model's own at mean schooling: other earnings come in that share of years
KM_PER_HOUR = 20.0       # of a vehicle on an earth road, the row speed_earth
FEWEST = 20  # answers below which a figure is not worth carrying over
USD_PER_TLU = 250.0      # worth of a tropical livestock unit; assumed


def winsorised(values: pd.Series) -> pd.Series:
    kept = values.dropna().astype(float)
    return kept.clip(kept.quantile(0.05), kept.quantile(0.95))


def facts(folder: pathlib.Path, population: str) -> dict[str, tuple[float, int]]:
    """{name of a parameter row: (value, households or plots that it rests on)}; rows that nobody answered are left out."""
    country, crop, rate = POPULATIONS[population]
    households = pd.read_csv(folder / "hhinfo.csv.gz", low_memory=False)
    plots = pd.read_csv(folder / "crop.csv.gz", low_memory=False)
    grown = plots[plots["name"].astype(str).str.contains(crop)]
    here = households[(households["country"] == country) & households["hhid"].isin(grown["hhid"])].drop_duplicates("hhid").set_index("hhid")
    grown = grown[grown["hhid"].isin(here.index)].groupby("hhid")[["harvest_kg", "sold_kg", "income_lcu", "land_area_ha"]].sum(min_count=1)
    found: dict[str, tuple[float, int]] = {}

    area = winsorised(grown.loc[grown["land_area_ha"] > 0, "land_area_ha"])
    if len(area) >= FEWEST:
        found["area_mean"] = (area.mean(), len(area))
        found["area_log_sd"] = (area.map(math.log).std(), len(area))
    other = (here["land_cultivated_ha"] - grown["land_area_ha"].reindex(here.index).fillna(area.mean())).clip(lower=0.0)
    found["other_land_ha"] = (winsorised(other).mean(), int(other.notna().sum()))
    members = winsorised(here["hh_size_members"])
    found["household_size_mean"] = (members.mean(), len(members))
    found["household_size_sd"] = (members.std(), len(members))
    kinds = here["household_type"].dropna()
    found["female_share"] = (float((kinds == "woman_single").mean()), len(kinds))
    minutes = winsorised(here["travel_time_cities"])
    found["km_road_mean"] = (minutes.mean() / 60.0 * KM_PER_HOUR, len(minutes))
    herd = winsorised(here["livestock_tlu"])
    found["livestock_mean"] = (herd.mean() * USD_PER_TLU, len(herd))
    # All cash but that of the crop itself and of the animals, which the model follows on their own: other crops sold, trade, wages.
    own = grown["income_lcu"].reindex(here.index).fillna(0.0) + here["lstk_income_lcu"].fillna(0.0)
    earned = winsorised((here["income_lcu"] - own).clip(lower=0.0)) / rate
    found["other_level_mean"] = (earned.mean() / CHANCE_OF_EARNINGS, len(earned))
    income = winsorised(here["income_lcu"]) / rate
    found["y_ref"] = (income.mean(), len(income))

    sales = winsorised(grown["income_lcu"].reindex(here.index).fillna(0.0)) / rate
    if (grown["income_lcu"] > 0).sum() >= FEWEST:
        found["income_share"] = (sales.mean() / income.mean(), len(sales))

    harvested = grown[(grown["land_area_ha"] > 0) & (grown["harvest_kg"] > 0)]
    if len(harvested) >= FEWEST:
        yields = harvested["harvest_kg"] / harvested["land_area_ha"]
        found["target_recorded_yield_median"] = (yields.median(), len(yields))
        found["target_recorded_yield_mean"] = (yields.median() * math.exp(RECORDED_LOG_SD**2 / 2), len(yields))
    sellers = grown[(grown["sold_kg"] > 0) & (grown["income_lcu"] > 0)]
    if len(sellers) >= FEWEST:
        found["farm_gate_price"] = ((sellers["income_lcu"] / sellers["sold_kg"]).median() / rate, len(sellers))
        answered = grown[grown["sold_kg"].notna() & (grown["harvest_kg"] > 0)]
        found["sold_share"] = ((answered["sold_kg"] / answered["harvest_kg"]).clip(0.0, 1.0).mean(), len(answered))
    return found


def main() -> None:
    for population in POPULATIONS:
        print(population)
        for name, (value, count) in facts(pathlib.Path(sys.argv[1]), population).items():
            print(f"  {name:<30} {value:10.4g}   n = {count}")


if __name__ == "__main__":
    main()
