# SPDX-License-Identifier: Apache-2.0
# make demo    install what is missing, build, run the main job, say where its report is
# make test    install what is missing, build and run every test
# make build   the Python package in .venv/ and the C++ library in build/release
# make bench   the benchmarks
# make format  lay out the C++ files (needs clang-format)
# make pins    resolve constraints.txt anew
# make clean   remove what was built, but not .venv/

.PHONY: demo test build bench format pins clean setup

demo: build
	.venv/bin/smallholder run ghana_cocoa --synthetic ghana_cocoa --households 2000 --draws 50 --out out/demo
	@echo "report: $(CURDIR)/out/demo/report.html"

test:
	@tools/setup.sh test
	@tools/run_tests.sh

build: setup
	@tools/build.sh

setup:
	@tools/setup.sh

bench: build
	cmake -S . -B build/release -DSMALLHOLDER_BUILD_BENCHMARKS=ON >build/bench.log
	cmake --build build/release --target benchmarks >>build/bench.log || { tail -40 build/bench.log; exit 1; }
	@for program in build/release/benchmarks/bench_*; do [ -f $$program ] && $$program || exit 1; done

format:
	git ls-files '*.hpp' '*.cpp' | xargs clang-format -i

pins:
	tools/resolve_pins.sh

clean:
	rm -rf build dist out
