#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Which module may include which: a header includes its own module and lower floors, nothing else.

Also: no code file over 600 lines, and no path of the machine a file was written on.
Needs nothing but Python; runs before anything is built. Says which line broke the rule.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
FLOORS = {
    "core": 0, "random": 1, "stats": 1, "games": 1, "farm": 2, "agronomy": 3, "market": 3,
    "livelihood": 4, "effects": 5, "targeting": 5, "programme": 5, "simulate": 6, "evaluate": 7,
    "consortium": 8, "calibrate": 8, "report": 9,
}
ALLOWED = {module: {m for m, f in FLOORS.items() if f < floor} | {module} for module, floor in FLOORS.items()}
# Floor 5 is one module in three folders: what changes, who is reached, and the programme that joins them.
for part in ("effects", "targeting", "programme"):
    ALLOWED[part] |= {"effects", "targeting", "programme"}
# io is a leaf beside the floors: it fills nouns of floors 0 to 5, and no module knows that files exist.
ALLOWED["io"] = {m for m, f in FLOORS.items() if f <= 5} | {"io"}
FORBIDDEN = re.compile(r"(?<![\w.}/])/(work|tmp)/|\.\./shared(?!/data)|" + "py" + r"pi\.org")
MOST_LINES = 600


def module_of(path: pathlib.Path) -> str | None:
    """The module a C++ file belongs to; None for what may include everything."""
    parts = path.relative_to(ROOT).parts
    inside = parts[2:] if parts[0] == "include" else parts[1:] if parts[0] == "src" else ()
    name = inside[0].removesuffix(".hpp") if inside else ""
    return None if name in ("", "smallholder", "eigen") else name


def broken_includes(path: pathlib.Path) -> list[str]:
    module = module_of(path)
    if module is None:
        return []
    if module not in ALLOWED:
        return [f"{path.relative_to(ROOT)}: module {module} has no floor in tests/check_layers.py"]
    broken = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        found = re.match(r'\s*#\s*include\s*"([^"]+)"', line)
        if not found:
            continue
        name = found[1]
        if not name.startswith("smallholder/"):
            if not (path.parent / name).exists() or ".." in name or path.suffix == ".hpp" and "include" in path.parts:
                broken.append(f'{path.relative_to(ROOT)}:{number}: write "smallholder/<module>/<file>", not "{name}"')
            continue
        other = name.split("/")[1].removesuffix(".hpp")
        if other not in ALLOWED[module]:
            broken.append(f"{path.relative_to(ROOT)}:{number}: {module} must not include {other} ({name})")
    return broken


def main() -> int:
    broken = []
    for folder in ("include", "src"):
        for path in sorted((ROOT / folder).rglob("*.[hc]pp")):
            broken += broken_includes(path)
    skip = {".git", ".venv", "build", "dist", "out", "__pycache__", ".mypy_cache", ".pytest_cache", ".hypothesis"}
    for path in sorted(ROOT.rglob("*")):
        if not path.is_file() or skip & set(path.relative_to(ROOT).parts) or path.suffix in (".png", ".xlsx"):
            continue
        lines = path.read_text(errors="replace").splitlines()
        if path.suffix in (".hpp", ".cpp", ".py", ".sh") and len(lines) > MOST_LINES:
            broken.append(f"{path.relative_to(ROOT)}: {len(lines)} lines; split it, {MOST_LINES} is the most")
        broken += [f"{path.relative_to(ROOT)}:{n}: names a place of one machine: {line.strip()[:80]}"
                   for n, line in enumerate(lines, 1) if FORBIDDEN.search(line)]
    print("\n".join(broken) if broken else "layers: every include looks down")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
