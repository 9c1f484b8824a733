//! Work in order on all cores: one thread reads, many work, the caller takes the results as the input had them.
//!
//! Memory is bounded by what is under way, not by the input: the reader waits while so much of what it gave has not yet
//! been taken. Reading goes on across the borders of files, so nothing drains between them.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, RecvError, Sender, SyncSender, TryRecvError, channel, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// What may be under way at once, by the weights that the reader gives (bytes). It bridges the moments in which the
/// taker is busy with itself, as the store is at the end of a transaction.
const MOST: usize = 32 << 20;

/// Reads with `read`, which gives its pieces of work in order; works on them with `work` on so many threads; hands the
/// results, in the order of reading, to `take`. It ends when `take` returns; a panic on any thread goes on here.
pub(super) fn run<I: Send, O: Send, T>(
    threads: usize,
    read: impl FnOnce(&mut Feed<I, O>) -> Result<(), Stopped> + Send,
    work: impl Fn(I) -> O + Sync,
    take: impl FnOnce(&mut Results<'_, O>) -> T,
) -> T {
    let room = Arc::new(Room::default());
    let (line, results) = channel();
    let (jobs, queue) = channel::<Job<I, O>>();
    let queue = Mutex::new(queue);
    let mut feed = Feed { room: Arc::clone(&room), line, jobs };
    let done = |Job { item, place, room }: Job<I, O>| {
        if !room.is_closed() {
            let _ = place.send(catch_unwind(AssertUnwindSafe(|| work(item))));
        }
    };
    // Whoever waits for work has the queue in hand: there is none for others then.
    let help = || match queue.try_lock().ok().and_then(|queue| queue.try_recv().ok()) {
        Some(job) => {
            done(job);
            true
        }
        None => false,
    };
    // The taker is one of the threads that work.
    let (help, workers): (&dyn Fn() -> bool, _) =
        if threads > 1 { (&help, threads - 1) } else { (&|| false, 1) };
    let mut results = Results { room, line: results, taken: 0, waiting: None, help };
    thread::scope(|scope| {
        scope.spawn(move || {
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| read(&mut feed))) {
                let (place, result) = sync_channel(1);
                // Nobody to tell where the taker has gone.
                let _ = place.send(Err(panic));
                let _ = feed.line.send((result, 0));
            }
        });
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let job = lock(&queue).recv();
                    let Ok(job) = job else { return };
                    done(job);
                }
            });
        }
        // Dropped before the threads are waited for, by a panic too: that is what ends them early.
        let results = Closing(&mut results);
        take(results.0)
    })
}

/// The taker wants no more.
#[derive(Debug)]
pub(super) struct Stopped;

type Done<O> = Result<O, Box<dyn Any + Send>>;

/// A piece of work, and where its result belongs.
struct Job<I, O> {
    item: I,
    place: SyncSender<Done<O>>,
    room: Arc<Room>,
}

/// What the reader gives its pieces of work to.
pub(super) struct Feed<I, O> {
    room: Arc<Room>,
    /// The places of results, in order.
    line: Sender<(Receiver<Done<O>>, usize)>,
    jobs: Sender<Job<I, O>>,
}

impl<I, O> Feed<I, O> {
    /// Gives the next piece of work, as soon as there is room for its weight.
    pub(super) fn give(&mut self, item: I, weight: usize) -> Result<(), Stopped> {
        self.room.enter(weight)?;
        let (place, result) = sync_channel(1);
        self.line.send((result, weight)).map_err(|_| Stopped)?;
        self.jobs.send(Job { item, place, room: Arc::clone(&self.room) }).map_err(|_| Stopped)
    }
}

/// The results, in the order of the input.
pub(super) struct Results<'w, O> {
    room: Arc<Room>,
    line: Receiver<(Receiver<Done<O>>, usize)>,
    /// The weight of what was handed out last: its taker is still busy with it.
    taken: usize,
    /// The next, which was not ready when it was asked for.
    waiting: Option<(Receiver<Done<O>>, usize)>,
    /// Does a piece of the work, if there is one to be had.
    help: &'w dyn Fn() -> bool,
}

impl<O> Results<'_, O> {
    /// The next result, if it is there already.
    fn at_hand(&mut self) -> Option<O> {
        self.room.leave(std::mem::take(&mut self.taken));
        let (result, weight) = self.waiting.take().or_else(|| self.line.try_recv().ok())?;
        match result.try_recv() {
            Err(TryRecvError::Empty) => {
                self.waiting = Some((result, weight));
                None
            }
            done => Some(self.hand_out(done.map_err(|_| RecvError), weight)),
        }
    }

    fn hand_out(&mut self, done: Result<Done<O>, RecvError>, weight: usize) -> O {
        self.taken = weight;
        match done {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => resume_unwind(panic),
            Err(_) => unreachable!("a worker gives a result for every piece of work while results are taken"),
        }
    }
}

impl<O> Iterator for Results<'_, O> {
    type Item = O;

    fn next(&mut self) -> Option<O> {
        loop {
            if let Some(result) = self.at_hand() {
                return Some(result);
            }
            if !(self.help)() {
                let (result, weight) = self.waiting.take().or_else(|| self.line.recv().ok())?;
                let done = result.recv();
                return Some(self.hand_out(done, weight));
            }
        }
    }
}

/// Ends the reader and the workers when it goes.
struct Closing<'r, 'w, O>(&'r mut Results<'w, O>);

impl<O> Drop for Closing<'_, '_, O> {
    fn drop(&mut self) {
        self.0.room.close();
    }
}

/// How much is under way.
#[derive(Default)]
struct Room {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    used: usize,
    closed: bool,
}

impl Room {
    /// Waits until so much more may be under way; what is larger than all the room goes alone.
    fn enter(&self, weight: usize) -> Result<(), Stopped> {
        let mut state = lock(&self.state);
        while !state.closed && state.used > 0 && state.used + weight > MOST {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.closed {
            return Err(Stopped);
        }
        state.used += weight;
        Ok(())
    }

    fn leave(&self, weight: usize) {
        lock(&self.state).used -= weight;
        self.changed.notify_one();
    }

    fn close(&self) {
        lock(&self.state).closed = true;
        self.changed.notify_one();
    }

    fn is_closed(&self) -> bool {
        lock(&self.state).closed
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
    fn count(feed: &mut Feed<usize, usize>, n: usize, weight: usize) -> Result<(), Stopped> {
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
        let reading = |feed: &mut Feed<usize, usize>| {
            for i in 0..50 {
                feed.give(i, if i == 20 { 3 * MOST } else { weight })?;
                let given = read.fetch_add(1, Ordering::SeqCst) + 1;
                assert!(given <= taken.load(Ordering::SeqCst) + 4, "{given}");
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
            let read = |feed: &mut Feed<usize, usize>| {
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
