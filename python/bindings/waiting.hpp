// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Long work on a thread of its own, with progress and Ctrl-C.

#include <pybind11/pybind11.h>

#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "smallholder/simulate/run.hpp"

namespace smallholder::bindings {

/// How a run is made, from the dict that the package hands over.
simulate::RunSettings settings_from(const pybind11::dict& dict);

/// Work on a thread of its own, while this one waits with the interpreter unlocked and looks after signals and progress.
class Waiting {
public:
    explicit Waiting(std::function<void()> work)
        : thread_([this, work = std::move(work)] {
              try {
                  work();
              } catch (...) {
                  failure_ = std::current_exception();
              }
              const std::lock_guard<std::mutex> guard(lock_);
              done_ = true;
              finished_.notify_all();
          }) {}
    ~Waiting() {
        if (thread_.joinable()) thread_.join();
    }
    /// True when the work was done within the time.
    bool wait(std::chrono::milliseconds time) {
        std::unique_lock<std::mutex> guard(lock_);
        return finished_.wait_for(guard, time, [this] { return done_; });
    }
    void join_and_rethrow() {
        thread_.join();
        if (failure_) std::rethrow_exception(failure_);
    }

private:
    std::mutex lock_;
    std::condition_variable finished_;
    bool done_ = false;
    std::exception_ptr failure_;
    std::thread thread_;  // last: it uses the others
};

/// Does the work while on_progress(done, total) is called about ten times a second, with the interpreter unlocked in between. Ctrl-C asks the
/// work to stop (progress.stop): true when that happened. What the callback raises comes back when the work has stopped.
inline bool wait_for(std::function<void()> work, simulate::Progress& progress, Index total, const pybind11::object& on_progress) {
    namespace py = pybind11;
    // Often enough that Ctrl-C feels immediate, seldom enough to cost nothing.
    constexpr std::chrono::milliseconds kPoll{100};
    std::optional<py::error_already_set> raised;
    bool interrupted = false;
    {
        const py::gil_scoped_release unlocked;
        Waiting waiting(std::move(work));
        while (!waiting.wait(kPoll)) {
            if (progress.stop.load()) continue;
            const py::gil_scoped_acquire locked;
            try {
                if (PyErr_CheckSignals() != 0) throw py::error_already_set();
                if (!on_progress.is_none()) on_progress(progress.done.load(), total);
            } catch (py::error_already_set& error) {
                // Ctrl-C may also arrive while the callback runs; anything else is the callback's own fault.
                interrupted = error.matches(PyExc_KeyboardInterrupt);
                if (!interrupted) raised.emplace(error);
                progress.stop = true;
            }
        }
        try {
            waiting.join_and_rethrow();
        } catch (...) {
            // What was stopped on purpose may say that it is not whole.
            if (!interrupted && !raised) throw;
        }
    }
    if (raised) throw *raised;
    return interrupted;
}

}  // namespace smallholder::bindings
