//! What is stable in one reading of preferences, by its name.

use super::{ReadAs, Verdicts};

/// What is stable in one reading.
#[derive(Debug)]
pub struct Named {
    /// What it is called.
    pub name: String,
    /// How preferences are read; none where this follows from other readings, or from the verdicts in all compatible orders.
    pub read_as: Option<ReadAs>,
    /// What is stable.
    pub verdicts: Vec<Verdicts>,
}

impl Named {
    /// These verdicts under a name.
    pub fn new(name: impl Into<String>, read_as: Option<ReadAs>, verdicts: Vec<Verdicts>) -> Named {
        Named { name: name.into(), read_as, verdicts }
    }
}

/// What is stable in all compatible orders, and in some.
pub const IN_ORDERS: [&str; 2] = ["in_all_orders", "in_some_orders"];

/// What is stable in all compatible orders, and in some, if these were listed.
pub fn in_orders(readings: &[Named]) -> Option<[&[Verdicts]; 2]> {
    let of = |name: &str| readings.iter().find(|named| named.name == name).map(|named| named.verdicts.as_slice());
    Some([of(IN_ORDERS[0])?, of(IN_ORDERS[1])?])
}
