//! Foreign code at work: where it panics on a damaged file, that ends with the file, and prints nothing.

use std::{
    cell::Cell,
    panic::{self, AssertUnwindSafe},
    sync::Once,
};

thread_local! {
    /// A panic on this thread is somebody's to answer: it comes back as none.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Does what foreign code may panic at; none when it does. The file then has an issue, which tells more than a backtrace.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let loud = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !GUARDED.get() {
                loud(info);
            }
        }));
    });
    let outer = GUARDED.replace(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outer);
    done.ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]
    use super::*;

    #[test]
    fn a_panic_is_none_and_what_follows_goes_on() {
        assert_eq!(guarded(|| 1), Some(1));
        assert_eq!(guarded(|| -> u8 { panic!("damaged") }), None);
        assert_eq!(guarded(|| guarded(|| -> u8 { panic!("damaged") })), Some(None));
        assert!(!GUARDED.get());
    }
}
