# SPDX-License-Identifier: Apache-2.0
"""The oracle's trees (docs/odd.md 7.4), and what renewing them gains over the years (7.8)."""
from __future__ import annotations

import math

from curves import age_factor


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


def rogue(infected, roguing):
    """Diseased trees cut out before anything else happens to the stand: share of it that goes, share infected of what is left."""
    rogued = min(roguing * infected, 0.999)
    return rogued, infected * (1 - roguing) / (1 - rogued)


def trees(p, tables, hh, drought, roguing=0.0):
    """Age, die, are cut and planted as decided last year."""
    removed = remove_oldest(hh.n, hh.cut_last)
    rogued, infected = rogue(hh.infected, roguing)
    standing = [(hh.n[a] - removed[a]) * (1 - rogued) for a in range(41)]
    alive = [standing[a] * (1 - tables["mu"][a]) * (1 - p["removal"] * infected) for a in range(41)]
    seedlings_die = min(1.0, p["seedling_mortality"] * (1 + drought * (p["drought_seedling_factor"] - 1)))
    born = hh.plant_last * (1 - seedlings_die)
    after = [born] + [alive[a] for a in range(39)] + [alive[39] + alive[40]]
    return after, {"trees_before": sum(hh.n), "trees_cut": sum(removed), "trees_rogued": sum(hh.n) - sum(removed) - sum(standing),
                   "trees_died": sum(standing) - sum(alive), "trees_born": born}


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
