//! A table by the keys of words.

/// Values by key. Each is found by way of the place of its key's upper bits, or of the next that is free; with more places
/// than values, most other keys are turned away by a free one. What has no value has the default.
pub(crate) struct Keyed<V> {
    /// The number of the entry that belongs there; 0 where a place is free. Apart from the entries, as it takes less to
    /// empty: a table is made for every article.
    places: Vec<u32>,
    /// First what every key has that is not in the table.
    entries: Vec<(u32, V)>,
    /// How far a key is shifted to give its place.
    shift: u32,
}

impl<V: Copy + Default> Keyed<V> {
    /// A table with room for so many values.
    pub(crate) fn for_values(most: usize) -> Self {
        let places = (2 * most).next_power_of_two().max(2);
        let mut entries = Vec::with_capacity(most + 1);
        entries.push((0, V::default()));
        Self { places: vec![0; places], entries, shift: u64::BITS - places.ilog2() }
    }

    /// The place of a key, or the free one that it would have, and the number of the entry there.
    fn place(&self, key: u64) -> (usize, usize) {
        let last = self.places.len() - 1;
        let mut at = (key >> self.shift) as usize & last;
        loop {
            let n = self.places[at] as usize;
            if n == 0 || self.entries[n].0 == rest(key) {
                return (at, n);
            }
            at = (at + 1) & last;
        }
    }

    pub(crate) fn get(&self, key: u64) -> V {
        self.entries[self.place(key).1].1
    }

    /// The value of a key, to be made another.
    pub(crate) fn entry(&mut self, key: u64) -> &mut V {
        let (at, mut n) = self.place(key);
        if n == 0 {
            n = self.entries.len();
            self.places[at] = n as u32;
            self.entries.push((rest(key), V::default()));
        }
        &mut self.entries[n].1
    }
}

/// What tells keys of one place apart: their halves as one, since the lower half of a short word's key is of its first
/// letters alone.
fn rest(key: u64) -> u32 {
    (key ^ key >> 32) as u32
}
