//! Words that bring in what somebody says, believes, wants, fears, demands or denies.

use super::Kind;

/// A word that tells whose words or views follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cue {
    /// What kind of claim it brings in.
    pub(crate) kind: Kind,
    /// Is it one of the plain verbs of speech, which rarely mislead?
    pub(crate) core: bool,
    /// May its object be the content ("fears an uprising"), or only a clause?
    pub(crate) object: bool,
    /// May "to do" be the content ("wants to leave")?
    pub(crate) infinitive: bool,
}

const CORE: &str = "say add tell state argue note announce claim warn stress insist explain declare confirm acknowledge emphasise emphasize \
    maintain admit contend assert reiterate remark comment continue conclude caution indicate believe think";
const SAID: &str = "report reveal point suggest observe mention write tweet post reply respond answer recall predict forecast \
    estimate promise vow pledge threaten concede disclose testify complain allege boast joke repeat signal imply hint describe underline \
    underscore highlight cite affirm attest avow blast lament read show project detail elaborate relate recount inform remind \
    assure reassure advise urge agree quip swear proclaim pronounce counter speculate guarantee certify cable whisper shout cry concur ask accuse blame describe call criticise criticize denounce condemn view portray";
const SAID_OBJECT: &str = "acknowledge announce confirm promise threaten pledge concede predict forecast admit reveal allege \
    disclose vow signal reiterate stress highlight emphasise emphasize underline underscore suggest declare";
const BELIEVES: &str = "believe think see consider feel expect assume suspect doubt hold regard understand judge deem reckon know realise \
    realize anticipate foresee imagine presume perceive recognise recognize conclude trust";
const BELIEVES_OBJECT: &str = "expect doubt anticipate foresee";
const WANTS: &str = "want wish hope seek intend plan aim desire aspire prefer";
const FEARS: &str = "fear worry dread";
const DEMANDS: &str =
    "demand call urge ask request require stipulate order propose recommend appeal press insist beg plead exhort";
const DEMANDS_OBJECT: &str = "demand request stipulate propose recommend";
const DENIES: &str = "deny reject refute dismiss dispute rebut disavow repudiate";

const IRREGULAR: &[(&str, &str)] = &[
    ("said", "say"),
    ("says", "say"),
    ("told", "tell"),
    ("thought", "think"),
    ("saw", "see"),
    ("seen", "see"),
    ("felt", "feel"),
    ("held", "hold"),
    ("understood", "understand"),
    ("knew", "know"),
    ("known", "know"),
    ("wrote", "write"),
    ("written", "write"),
    ("foresaw", "foresee"),
    ("foreseen", "foresee"),
    ("sought", "seek"),
    ("swore", "swear"),
    ("begged", "beg"),
    ("began", "begin"),
    ("shown", "show"),
    ("denied", "deny"),
    ("denies", "deny"),
    ("replied", "reply"),
    ("replies", "reply"),
    ("implied", "imply"),
    ("implies", "imply"),
    ("testified", "testify"),
    ("worried", "worry"),
    ("worries", "worry"),
    ("planned", "plan"),
    ("planning", "plan"),
    ("quipped", "quip"),
    ("admitted", "admit"),
    ("admitting", "admit"),
    ("concurred", "concur"),
    ("preferred", "prefer"),
    ("referred", "refer"),
    ("went", "go"),
    ("cried", "cry"),
    ("certified", "certify"),
    ("rebutted", "rebut"),
    ("dying", "die"),
];

/// The dictionary form of a verb, as far as the list of cues knows it.
pub(crate) fn lemma(form: &str) -> Option<String> {
    let form = form.to_lowercase();
    if let Some((_, lemma)) = IRREGULAR.iter().find(|(inflected, _)| *inflected == form) {
        return listed(lemma).then(|| (*lemma).to_owned());
    }
    let stem = |end: &str, put: &str| form.strip_suffix(end).map(|stem| format!("{stem}{put}"));
    let guesses = [
        Some(form.clone()),
        stem("s", ""),
        stem("es", ""),
        stem("ed", ""),
        stem("d", ""),
        stem("ing", ""),
        stem("ing", "e"),
    ];
    guesses.into_iter().flatten().find(|guess| listed(guess))
}

fn in_list(list: &str, lemma: &str) -> bool {
    list.split_whitespace().any(|word| word == lemma)
}

fn listed(lemma: &str) -> bool {
    [CORE, SAID, BELIEVES, WANTS, FEARS, DEMANDS, DENIES].iter().any(|list| in_list(list, lemma))
}

/// Is it one of the forms of a verb that brings in speech? (For quotations any of them will do.)
pub(crate) fn is_speech(form: &str) -> bool {
    lemma(form).is_some_and(|lemma| [CORE, SAID, DEMANDS].iter().any(|list| in_list(list, &lemma)))
}

/// Is it a plain verb of speech?
pub(crate) fn is_core(form: &str) -> bool {
    lemma(form).is_some_and(|lemma| in_list(CORE, &lemma))
}

/// What a verb brings in.
pub(crate) fn verb(form: &str) -> Option<Cue> {
    let lemma = lemma(form)?;
    let core = in_list(CORE, &lemma);
    let has = |list: &str| in_list(list, &lemma);
    let cue = |kind, object, infinitive| Some(Cue { kind, core, object, infinitive });
    if has(DENIES) {
        return cue(Kind::Denies, true, false);
    }
    if has(FEARS) {
        return cue(Kind::Fears, lemma != "worry", false);
    }
    if has(WANTS) {
        return cue(Kind::Wants, matches!(lemma.as_str(), "want" | "seek" | "desire" | "prefer"), true);
    }
    if has(DEMANDS) && !has(CORE) {
        return cue(Kind::Demands, has(DEMANDS_OBJECT), true);
    }
    if has(BELIEVES) {
        return cue(Kind::Believes, has(BELIEVES_OBJECT), lemma == "expect");
    }
    let promises = matches!(lemma.as_str(), "promise" | "vow" | "pledge" | "threaten" | "swear");
    cue(Kind::Said, has(SAID_OBJECT), promises)
}

/// Nouns with a clause or "of": "the claim that", "fears of".
pub(crate) fn noun(form: &str) -> Option<Kind> {
    let form = form.to_lowercase();
    Some(match form.trim_end_matches('s') {
        "claim" | "statement" | "allegation" | "assertion" | "accusation" | "announcement" | "warning"
        | "admission" | "argument" => Kind::Said,
        "report" | "rumour" | "rumor" => Kind::Reported,
        "belief" | "view" | "opinion" | "conviction" | "expectation" | "impression" => Kind::Believes,
        "fear" | "worry" | "concern" | "worrie" => Kind::Fears,
        "demand" | "call" | "request" => Kind::Demands,
        "hope" | "wish" | "desire" => Kind::Wants,
        "denial" => Kind::Denies,
        _ => return None,
    })
}

/// Adjectives with "of", "that" or "about": "aware of", "worried that".
pub(crate) fn adjective(form: &str) -> Option<Kind> {
    Some(match form.to_lowercase().as_str() {
        "aware" | "convinced" | "confident" | "certain" | "sure" | "sceptical" | "skeptical" | "optimistic"
        | "adamant" => Kind::Believes,
        "fearful" | "afraid" | "worried" | "concerned" | "anxious" | "alarmed" | "wary" => Kind::Fears,
        "hopeful" | "eager" | "keen" | "determined" => Kind::Wants,
        _ => return None,
    })
}

/// Words that take the edge off: the speaker, or the article, does not vouch for it.
pub(crate) const HEDGES: &[&str] = &[
    "reportedly",
    "allegedly",
    "apparently",
    "purportedly",
    "supposedly",
    "ostensibly",
    "presumably",
    "possibly",
    "probably",
    "perhaps",
    "likely",
    "unlikely",
    "may",
    "might",
    "could",
    "seems",
    "seem",
    "seemed",
    "appears",
    "appear",
    "appeared",
];
