//! Work in order on all cores: one thread reads, many work, the caller takes the results as the input had them.
//!
//! Memory is bounded by what is under way, not by the input: the reader gives no more while so much of what it gave has not yet
//! been taken. Reading goes on across the borders of files, so nothing drains between them; who has no room to read into, or has
//! read everything, works with the others.

use std::any::Any;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// What may be under way at once, by the weights that the reader gives (bytes). It bridges the moments in which the
/// taker is busy with itself, as the store is at the end of a transaction.
const MOST: usize = 48 << 20;

/// What may wait to be begun, for each thread. What was just read is still near at hand, and its memory soon used again; so
/// who reads works, rather than read far ahead.
const AHEAD: usize = 4 << 20;

/// Reads with `read`, which gives its pieces of work in order; works on them with `work` on so many threads; hands the
/// results, in the order of reading, to `take`. It ends when `take` returns; a panic on any thread goes on here.
pub(super) fn run<I: Send, O: Send, T>(
    threads: usize,
    read: impl FnOnce(&mut Feed<'_, I, O>) -> Result<(), Stopped> + Send,
    work: impl Fn(I) -> O + Sync,
    take: impl FnOnce(&mut Results<'_, O>) -> T,
) -> T {
    let desk = Desk::of(threads);
    let work = |item| catch_unwind(AssertUnwindSafe(|| work(item)));
    // The taker is one of the threads that work.
    let workers = threads.saturating_sub(1).max(1);
    let helps = threads > 1;
    let next = || desk.next(helps, &work);
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut feed = Feed { desk: &desk, work: helps.then_some(&work) };
            let read = catch_unwind(AssertUnwindSafe(|| read(&mut feed)));
            desk.end(read.err());
            while helps && desk.help(&work) {}
        });
        for _ in 0..workers {
            scope.spawn(|| while desk.help(&work) {});
        }
        // Closed before the threads are waited for, by a panic too: that is what ends them early.
        let _closing = Closing(&desk);
        take(&mut Results { next: &next, ended: &|| lock(&desk.state).ended })
    })
}

/// The taker wants no more.
#[derive(Debug)]
pub(super) struct Stopped;

/// What the reader gives its pieces of work to.
pub(super) struct Feed<'d, I, O> {
    desk: &'d Desk<I, O>,
    /// How to work on what was given, where it may.
    work: Option<&'d Work<'d, I, O>>,
}

/// How a piece of work becomes a result.
type Work<'w, I, O> = dyn Fn(I) -> Done<O> + Sync + 'w;

impl<I, O> Feed<'_, I, O> {
    /// Gives the next piece of work, as soon as there is room for its weight; works on what was given until then.
    pub(super) fn give(&mut self, item: I, weight: usize) -> Result<(), Stopped> {
        self.desk.give(item, weight, self.work)
    }
}

/// The results, in the order of the input.
pub(super) struct Results<'w, O> {
    next: &'w dyn Fn() -> Option<Done<O>>,
    ended: &'w dyn Fn() -> bool,
}

impl<O> Results<'_, O> {
    /// Whether everything was read: what is still to come is being worked on.
    pub(super) fn are_last(&self) -> bool {
        (self.ended)()
    }
}

impl<O> Iterator for Results<'_, O> {
    type Item = O;

    fn next(&mut self) -> Option<O> {
        match (self.next)()? {
            Ok(result) => Some(result),
            Err(panic) => resume_unwind(panic),
        }
    }
}

/// A result, or the panic that came of it.
type Done<O> = Result<O, Box<dyn Any + Send>>;

/// Where reader, workers and taker meet.
struct Desk<I, O> {
    state: Mutex<State<I, O>>,
    /// What may wait to be begun.
    most_ahead: usize,
    /// There is room again.
    room: Condvar,
    /// There is work, or a result.
    change: Condvar,
}

struct State<I, O> {
    /// What nobody has begun, and the weight of all that.
    jobs: VecDeque<Job<I>>,
    ahead: usize,
    /// What was given and not yet taken, in order, and the number of the first of it.
    line: VecDeque<Place<O>>,
    first: u64,
    /// The weight of all that is under way; what was taken last is, for its taker is still busy with it.
    used: usize,
    taken: usize,
    /// No more is given; nobody wants more.
    ended: bool,
    closed: bool,
}

/// A piece of work with its number.
struct Job<I> {
    number: u64,
    item: I,
    weight: usize,
}

impl<I, O> State<I, O> {
    /// What is to be begun next.
    fn job(&mut self) -> Option<Job<I>> {
        let job = self.jobs.pop_front()?;
        self.ahead -= job.weight;
        Some(job)
    }
}

/// Where a result belongs.
struct Place<O> {
    weight: usize,
    done: Option<Done<O>>,
}

impl<I, O> Desk<I, O> {
    fn of(threads: usize) -> Self {
        let state = State {
            jobs: VecDeque::new(),
            ahead: 0,
            line: VecDeque::new(),
            first: 0,
            used: 0,
            taken: 0,
            ended: false,
            closed: false,
        };
        let most_ahead = AHEAD.saturating_mul(threads);
        Self { state: Mutex::new(state), most_ahead, room: Condvar::new(), change: Condvar::new() }
    }

    /// Waits until so much more may be under way; what is larger than all the room goes alone.
    fn give(&self, item: I, weight: usize, work: Option<&Work<'_, I, O>>) -> Result<(), Stopped> {
        let mut state = lock(&self.state);
        while !state.closed
            && (state.used > 0 && state.used + weight > MOST || state.ahead >= self.most_ahead)
        {
            state = match work.and_then(|work| Some((work, state.job()?))) {
                Some((work, job)) => {
                    drop(state);
                    self.work(job, work);
                    lock(&self.state)
                }
                None => self.room.wait(state).unwrap_or_else(PoisonError::into_inner),
            };
        }
        if state.closed {
            return Err(Stopped);
        }
        state.used += weight;
        let number = state.first + state.line.len() as u64;
        state.jobs.push_back(Job { number, item, weight });
        state.ahead += weight;
        state.line.push_back(Place { weight, done: None });
        self.change.notify_all();
        Ok(())
    }

    /// No more is given: a panic of the reader is taken behind all that it gave.
    fn end(&self, panic: Option<Box<dyn Any + Send>>) {
        let mut state = lock(&self.state);
        state.line.extend(panic.map(|panic| Place { weight: 0, done: Some(Err(panic)) }));
        state.ended = true;
        self.change.notify_all();
    }

    /// Does a piece of work, once there is one; whether more may come. It stays until the taker has all: a thread that ends gives its
    /// memory back, and who still writes would have to wait for that.
    fn help(&self, work: &Work<'_, I, O>) -> bool {
        let mut state = lock(&self.state);
        loop {
            if state.closed {
                return false;
            }
            if let Some(job) = state.job() {
                drop(state);
                self.work(job, work);
                return true;
            }
            state = self.wait(state);
        }
    }

    /// The next result, in order; who waits for it does what work there is.
    fn next(&self, helps: bool, work: &Work<'_, I, O>) -> Option<Done<O>> {
        let mut state = lock(&self.state);
        state.used -= std::mem::take(&mut state.taken);
        self.room.notify_one();
        loop {
            if state.line.front().is_some_and(|place| place.done.is_some()) {
                let place = state.line.pop_front()?;
                state.first += 1;
                state.taken = place.weight;
                return place.done;
            }
            if state.line.is_empty() && state.ended {
                return None;
            }
            let job = if helps { state.job() } else { None };
            match job {
                Some(job) => {
                    drop(state);
                    self.work(job, work);
                    state = lock(&self.state);
                }
                None => state = self.wait(state),
            }
        }
    }

    fn work(&self, Job { number, item, .. }: Job<I>, work: &Work<'_, I, O>) {
        let done = work(item);
        let mut state = lock(&self.state);
        let at = (number - state.first) as usize;
        let place = &mut state.line[at];
        place.done = Some(done);
        // A result takes less than what it came of.
        let less = place.weight / 2;
        place.weight -= less;
        state.used -= less;
        self.room.notify_one();
        self.change.notify_all();
    }

    fn wait<'s>(&self, state: MutexGuard<'s, State<I, O>>) -> MutexGuard<'s, State<I, O>> {
        self.change.wait(state).unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ends the reader and the workers when it goes.
struct Closing<'d, I, O>(&'d Desk<I, O>);

impl<I, O> Drop for Closing<'_, I, O> {
    fn drop(&mut self) {
        lock(&self.0.state).closed = true;
        self.0.room.notify_all();
        self.0.change.notify_all();
    }
}

/// A panic elsewhere is carried on by its own way; what the lock guards is whole at any time.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// Gives the numbers from 0 on.
    fn count(feed: &mut Feed<'_, usize, usize>, n: usize, weight: usize) -> Result<(), Stopped> {
        (0..n).try_for_each(|i| feed.give(i, weight))
    }

    #[test]
    fn results_come_in_the_order_of_reading_whoever_is_done_first() {
        for threads in [1, 2, 7] {
            let work = |i: usize| {
                // Every third takes longer than those behind it.
                (0..if i.is_multiple_of(3) { 2000 } else { 1 }).fold(i, |sum, _| std::hint::black_box(sum))
            };
            let taken: Vec<usize> =
                run(threads, |feed| count(feed, 500, 1), work, |results| results.collect());
            assert_eq!(taken, (0..500).collect::<Vec<_>>());
        }
    }

    #[test]
    fn no_more_is_under_way_than_there_is_room_for() {
        let (read, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let weight = MOST / 4;
        let reading = |feed: &mut Feed<'_, usize, usize>| {
            for i in 0..50 {
                feed.give(i, if i == 20 { 3 * MOST } else { weight })?;
                let given = read.fetch_add(1, Ordering::SeqCst) + 1;
                // What is done takes half the room.
                assert!(given <= taken.load(Ordering::SeqCst) + 8, "{given}");
            }
            Ok(())
        };
        let all = run(
            3,
            reading,
            |i| i,
            |results| {
                results
                    .inspect(|_| {
                        taken.fetch_add(1, Ordering::SeqCst);
                    })
                    .count()
            },
        );
        assert_eq!(all, 50);
    }

    #[test]
    fn a_taker_that_stops_ends_reader_and_workers() {
        // More than there is room for: the reader waits when the taker leaves.
        let taken = run(2, |feed| count(feed, 100_000, MOST / 3), |i| i, |results| results.take(3).count());
        assert_eq!(taken, 3);
    }

    #[test]
    fn a_panic_anywhere_goes_on_at_the_caller() {
        let caught = |result: thread::Result<usize>| {
            let panic = result.expect_err("a panic");
            panic.downcast_ref::<&str>().map(|s| (*s).to_owned()).unwrap_or_default()
        };
        let worker = || {
            run(
                2,
                |feed| count(feed, 100, MOST / 5),
                |i| if i == 9 { panic!("worker") } else { i },
                |r| r.count(),
            )
        };
        assert_eq!(caught(catch_unwind(worker)), "worker");
        let reader = || {
            let read = |feed: &mut Feed<'_, usize, usize>| {
                count(feed, 3, 1)?;
                panic!("reader")
            };
            run(2, read, |i| i, |results| results.count())
        };
        assert_eq!(caught(catch_unwind(reader)), "reader");
        let taker = || run(2, |feed| count(feed, 100, MOST / 2), |i| i, |_| -> usize { panic!("taker") });
        assert_eq!(caught(catch_unwind(taker)), "taker");
    }
}
