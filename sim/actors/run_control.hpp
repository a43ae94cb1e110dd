#pragma once

#include <exception>
#include <list>
#include <optional>
#include <simgrid/s4u.hpp>
#include <string>

#include "sim/actors/cancellation.hpp"
#include "sim/actors/instant.hpp"

namespace roundwatt {

/// When and why the run ends; ends everything that is in flight then.
class RunControl {
 public:
  /// An actor's activities that end with the run, as long as this lives.
  class Enrolled {
   public:
    explicit Enrolled(RunControl& control) : control_{control}, place_{control.live_.insert(control.live_.end(), this)} {
      if (control.stopped()) cancellation.request();
    }
    ~Enrolled() { (ending_ ? control_.ending_ : control_.live_).erase(place_); }
    Enrolled(const Enrolled&) = delete;
    Enrolled& operator=(const Enrolled&) = delete;

    Cancellation cancellation;

   private:
    friend RunControl;
    RunControl& control_;
    std::list<Enrolled*>::iterator place_;
    bool ending_ = false;
  };

  /// The news of one actor that waits for them: none is lost between two waits. Lives as long as the run, since announcing
  /// lets other actors run.
  class News {
   public:
    explicit News(RunControl& control) : control_{control}, place_{control.listeners_.insert(control.listeners_.end(), this)} {}
    ~News() { control_.listeners_.erase(place_); }
    News(const News&) = delete;
    News& operator=(const News&) = delete;

    /// Waits for news, at most until \p latest. Returns whether there were any.
    bool wait(std::optional<double> latest);

   private:
    friend RunControl;
    RunControl& control_;
    simgrid::s4u::SemaphorePtr semaphore_ = simgrid::s4u::Semaphore::create(0);
    std::list<News*>::iterator place_;
  };

  bool stopped() const { return reason_.has_value(); }
  const std::string& reason() const { return *reason_; }
  double end_s() const { return end_s_; }

  /// Says why the run will end at this instant, if nothing has been said before, though others may still act.
  void intend(const std::string& reason);
  /// Ends the run at this instant, because stop \p reason holds, or for what has been intended. Only the first call counts.
  void stop(const std::string& reason);
  /// Ends the run because \p error was thrown in an actor; rethrow_error() throws it once the engine has returned.
  void fail(std::exception_ptr error);
  bool failed() const { return error_ != nullptr; }
  void rethrow_error() const;

  /// The order of what happens at one instant.
  Instant& instant() { return instant_; }

  /// Something has happened that whoever waits for news wants to look at.
  void announce();

  /// A body for an actor, or a callback of the engine's: an exception in it ends the run and is kept.
  template <class Body>
  auto guarded(Body body) {
    return [this, body = std::move(body)](auto&&... arguments) mutable {
      try {
        body(arguments...);
      } catch (const simgrid::ForcefulKillException&) {
        throw;
      } catch (...) {
        fail(std::current_exception());
      }
    };
  }

 private:
  std::list<Enrolled*> live_;
  std::list<Enrolled*> ending_;  ///< told to end, not yet gone
  std::optional<std::string> reason_, intended_;
  double end_s_ = 0;
  std::exception_ptr error_;
  std::list<News*> listeners_;
  Instant instant_;
};

}  // namespace roundwatt
