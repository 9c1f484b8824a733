//! What the arms of a trial are to each other: the two it compares, the one that is the control.

pub(super) mod partner;

use super::Arms;
use super::order::BITS;
use crate::finding::ArmId;

impl Arms {
    /// The order "V vs V" is in where nothing nearer says: the arm under test first, the control second.
    pub(in crate::extract::bind) fn pair(&self) -> Option<(ArmId, ArmId)> {
        self.pair
    }

    /// The arm under test, where the name of the other says that it is the control.
    pub(in crate::extract::bind) fn tested(&self) -> Option<ArmId> {
        self.pair.filter(|_| self.told).map(|(tested, _)| tested)
    }

    /// How many arms the trial has.
    pub(in crate::extract::bind) fn count(&self) -> usize {
        usize::from(self.known)
    }

    /// Whether more than its results name an arm.
    pub(in crate::extract::bind) fn known(&self, arm: ArmId) -> bool {
        arm.0 < self.known
    }

    /// The other of the two arms that the trial compares; of several arms, the control.
    pub(in crate::extract::bind) fn other(&self, arm: ArmId) -> Option<ArmId> {
        match self.pair {
            Some((a, b)) if arm == a => Some(b),
            Some((a, b)) if arm == b => Some(a),
            _ => self.control.filter(|control| *control != arm),
        }
    }

    /// The other of two arms, whether more than results name them or not.
    pub(in crate::extract::bind) fn the_other_of_two(&self, arm: ArmId) -> Option<ArmId> {
        (self.arms.len() == 2 && arm.0 < 2).then(|| ArmId(1 - arm.0))
    }

    /// The arm that another is mostly named beside.
    pub(in crate::extract::bind) fn partner(&self, arm: ArmId) -> Option<ArmId> {
        self.partners.get(usize::from(arm.0)).copied().flatten()
    }

    /// Whether an arm is the one control of several arms.
    pub(in crate::extract::bind) fn is_control(&self, arm: ArmId) -> bool {
        self.control == Some(arm)
    }

    /// Two arms in the order in which an estimate compares them, whichever the sentence names first: a hazard ratio is
    /// of the arm under test against the control.
    pub(in crate::extract::bind) fn oriented(&self, (a, b): (ArmId, ArmId)) -> (ArmId, ArmId) {
        let turned = self.pair == Some((b, a))
            || self.pair != Some((a, b)) && (self.control == Some(a) || self.is_below(a, b, true));
        if turned { (b, a) } else { (a, b) }
    }

    /// Whether an arm is the control of another by their names, or by the title as well.
    fn is_below(&self, arm: ArmId, other: ArmId, title: bool) -> bool {
        let Some(own) = self.below.get(usize::from(arm.0)) else { return false };
        let others = own.named | if title { own.titled } else { 0 };
        usize::from(other.0) < BITS && others >> other.0 & 1 == 1
    }

    /// The same where the name of one of them says that it is the control; else as they are.
    pub(in crate::extract::bind) fn told(&self, (a, b): (ArmId, ArmId)) -> (ArmId, ArmId) {
        let alike = self.pair.is_some_and(|pair| pair == (b, a) || pair == (a, b));
        let untold =
            if alike { !self.told } else { self.is_below(a, b, true) && !self.is_below(a, b, false) };
        if untold { (a, b) } else { self.oriented((a, b)) }
    }
}
