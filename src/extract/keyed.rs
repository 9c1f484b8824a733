//! A table by the keys of words.

/// Values by key. Each stands at the place of its key's upper bits, or at the next that is free; with more places than
/// values, most other keys are turned away by an empty one. What has no value has the default.
pub(crate) struct Keyed<V> {
    places: Vec<(u32, V)>,
    /// How far a key is shifted to give its place.
    shift: u32,
}

impl<V: Copy + Default + PartialEq> Keyed<V> {
    /// A table with room for so many values.
    pub(crate) fn for_values(most: usize) -> Self {
        let places = (2 * most).next_power_of_two().max(2);
        Self { places: vec![(0, V::default()); places], shift: u64::BITS - places.ilog2() }
    }

    /// The place of a key, or the free one that it would have.
    fn place(&self, key: u64) -> usize {
        let last = self.places.len() - 1;
        let mut at = (key >> self.shift) as usize & last;
        while self.places[at].0 != rest(key) && self.places[at].1 != V::default() {
            at = (at + 1) & last;
        }
        at
    }

    pub(crate) fn get(&self, key: u64) -> V {
        self.places[self.place(key)].1
    }

    /// The value of a key, to be made another.
    pub(crate) fn entry(&mut self, key: u64) -> &mut V {
        let at = self.place(key);
        let (own, value) = &mut self.places[at];
        *own = rest(key);
        value
    }
}

/// What tells keys of one place apart: their halves as one, since the lower half of a short word's key is of its first
/// letters alone.
fn rest(key: u64) -> u32 {
    (key ^ key >> 32) as u32
}
