//! Typed positions, so that an actor is never taken for a state.

macro_rules! id {
    ($name:ident, $what:literal) => {
        #[doc = concat!("The position of ", $what, ", from 0.")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u32);

        impl $name {
            /// The id of this position.
            pub fn new(position: usize) -> $name {
                $name(u32::try_from(position).unwrap_or(u32::MAX))
            }

            /// The position.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id!(ActorId, "an actor");
id!(OptionId, "an option among all options");
id!(StateId, "a state; readers see it numbered from 1");
