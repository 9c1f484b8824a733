//! Chance that repeats itself: the same key gives the same numbers on every machine.

/// A sequence of numbers that look random (wyrand).
pub struct Chance(u64);

impl Chance {
    /// The sequence that belongs to a key.
    pub fn of(key: [u64; 3]) -> Self {
        let mut chance = Self(0x9e37_79b9_7f4a_7c15);
        for part in key {
            chance.0 = chance.next() ^ part.wrapping_mul(0xff51_afd7_ed55_8ccd);
        }
        chance
    }

    /// The next 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0xa076_1d64_78bd_642f);
        let product = u128::from(self.0) * u128::from(self.0 ^ 0xe703_7ed1_a0b4_28db);
        (product >> 64) as u64 ^ product as u64
    }

    /// From 0 to `end`, without `end`.
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// From 0 to 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// From `low` to `high`.
    pub fn within(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// True as often as `share` says.
    pub fn share(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    /// One of them.
    pub fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }

    /// A bell around 0 with a deviation of about 1.
    pub fn bell(&mut self) -> f64 {
        (0..6).map(|_| self.unit()).sum::<f64>() * std::f64::consts::SQRT_2 - 3.0 * std::f64::consts::SQRT_2
    }

    /// How many there are where `mean` are usual: at least one, seldom more than four times as many.
    pub fn many(&mut self, mean: f64) -> usize {
        let low = self.unit().min(self.unit());
        (1.0 + (mean - 1.0) * 3.0 * low + 0.5) as usize
    }

    /// A rank below 2^`bits` - 8 as words have theirs: each octave as likely as the next (Zipf), the first three as one.
    pub fn rank(&mut self, bits: usize) -> usize {
        let octave = self.between(3, bits - 1);
        (1 << octave) + (self.next() as usize & ((1 << octave) - 1)) - 8
    }
}
