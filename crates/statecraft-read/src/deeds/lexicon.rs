//! What kind of event a verb tells of: a small lexicon, its types those of PLOVER (Open Event Data Alliance, 2018 and later).
//!
//! Signs are coarse: types of cooperation are supportive, types of conflict hostile, and a request is neither. On clean public data such a
//! lexicon finds the sign in a third of the cases, so whatever rests on it is a proposal with its sentence.

use serde::{Deserialize, Serialize};

/// Types of events, by PLOVER's names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Event {
    /// To agree, promise or accept.
    Agree,
    /// To meet, host, visit or talk.
    Consult,
    /// To back, praise or endorse.
    Support,
    /// To give in.
    Concede,
    /// To cooperate, share or trade.
    Cooperate,
    /// To give aid or arms.
    Aid,
    /// To withdraw or lift measures.
    Retreat,
    /// To ask or demand.
    Request,
    /// To accuse or condemn.
    Accuse,
    /// To reject or refuse.
    Reject,
    /// To threaten or warn.
    Threaten,
    /// To protest or strike.
    Protest,
    /// To impose sanctions or break off relations.
    Sanction,
    /// To move forces.
    Mobilize,
    /// To seize, arrest, block or force.
    Coerce,
    /// To attack.
    Assault,
}

/// What an event says of how two stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// Cooperation, in words or deeds.
    Supportive,
    /// Conflict, in words or deeds.
    Hostile,
    /// Neither, or both.
    Mixed,
}

impl Event {
    /// The sign of its type.
    #[must_use]
    pub const fn sign(self) -> Sign {
        match self {
            Self::Agree
            | Self::Consult
            | Self::Support
            | Self::Concede
            | Self::Cooperate
            | Self::Aid
            | Self::Retreat => Sign::Supportive,
            Self::Request => Sign::Mixed,
            _ => Sign::Hostile,
        }
    }
}

const VERBS: &[(Event, &str)] = &[
    (Event::Agree, "agree sign accept ratify pledge promise settle approve"),
    (Event::Consult, "meet host visit negotiate discuss consult mediate talk receive invite"),
    (
        Event::Support,
        "support back endorse praise welcome defend congratulate favour favor court befriend recognise recognize",
    ),
    (Event::Concede, "concede yield relent comply surrender"),
    (Event::Cooperate, "cooperate collaborate trade ally partner reconcile join share"),
    (Event::Aid, "aid assist arm fund finance supply train equip rescue shelter"),
    (Event::Retreat, "withdraw retreat release disarm evacuate lift"),
    (Event::Request, "request demand urge ask appeal call"),
    (Event::Accuse, "accuse blame condemn denounce criticise criticize allege sue"),
    (Event::Reject, "reject refuse veto oppose decline defy dismiss"),
    (Event::Threaten, "threaten warn menace"),
    (Event::Protest, "protest strike demonstrate boycott picket riot"),
    (Event::Sanction, "sanction embargo expel penalise penalize"),
    (Event::Mobilize, "mobilise mobilize deploy mass muster"),
    (Event::Coerce, "seize arrest detain block blockade coerce pressure confiscate censor ban occupy jail sabotage"),
    (Event::Assault, "attack bomb shell raid invade kill assassinate fight hit shoot ambush assault target"),
];

/// The event of a verb with the words behind it.
pub(super) fn event(lemma: &str, rest: &str) -> Option<Event> {
    let low = rest.to_lowercase();
    let has =
        |words: &[&str]| words.iter().any(|word| low.split(|c: char| !c.is_alphanumeric()).any(|one| one == *word));
    match lemma {
        "impose" | "tighten" if has(&["sanctions", "embargo", "tariffs"]) => return Some(Event::Sanction),
        "strike" if has(&["deal", "agreement"]) => return Some(Event::Agree),
        "lift" | "ease" if !has(&["sanctions", "blockade", "embargo", "ban", "siege"]) => return None,
        "cut" | "break" | "sever" if has(&["ties", "relations"]) => return Some(Event::Sanction),
        "deepen" | "strengthen" | "improve" if has(&["ties", "relations", "cooperation"]) => {
            return Some(Event::Cooperate);
        }
        "hold" if has(&["talks"]) => return Some(Event::Consult),
        _ => {}
    }
    VERBS.iter().find(|(_, verbs)| verbs.split_whitespace().any(|verb| verb == lemma)).map(|found| found.0)
}

const GROUPS: &str = "government regime administration authority authorities council cabinet parliament senate ministry army navy force forces \
troops militia militias rebel rebels insurgent insurgents group movement party coalition alliance union company firm operator owner owners town \
city state country republic kingdom commission board court bank police coast-guard minister president premier chancellor mayor governor leader leaders \
docker dockers worker workers miner miners fisher fishers fishermen farmers delegation envoy committee agency opposition junta side neighbours neighbour \
boat boats crew crews shipper shippers villagers ministers guards management employer employers association federation cooperative crown emirate \
regulator insurer airline brewery league guild merchant trader buyer supplier producer faction tribe clan church diocese secretariat department \
bidder contractor carrier manufacturer grower herder settler militant fighter negotiator soldier smuggler";

/// Is the noun a group or office that acts?
pub(super) fn is_group(low: &str) -> bool {
    let single = low.strip_suffix("ies").map(|stem| format!("{stem}y"));
    let single = single.or_else(|| low.strip_suffix('s').map(str::to_owned)).unwrap_or_default();
    GROUPS.split_whitespace().any(|group| group == low || group == single)
}

const TIMES: &str = "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september \
october november december spring summer autumn winter christmas ramadan";

/// Is the name that of a day or a month?
pub(super) fn is_time(low: &str) -> bool {
    TIMES.split_whitespace().any(|time| time == low)
}
