//! The dictionary form of a verb: irregular forms from a list, the others by the rules of spelling.

/// Forms and their verb.
const IRREGULAR: &str = "began begin|begun begin|broke break|broken break|brought bring|built build|bought buy|came come|caught catch|\
chose choose|chosen choose|cut cut|dealt deal|did do|done do|drew draw|drawn draw|drove drive|driven drive|fell fall|fallen fall|fed feed|\
fled flee|flew fly|flown fly|fought fight|found find|forgot forget|froze freeze|frozen freeze|gave give|given give|giving give|went go|\
gone go|got get|grew grow|grown grow|had have|has have|heard hear|held hold|hid hide|hit hit|kept keep|knew know|known know|laid lay|\
led lead|left leave|lent lend|let let|lost lose|made make|met meet|paid pay|put put|quit quit|ran run|rose rise|risen rise|said say|\
saw see|seen see|sold sell|sent send|set set|shot shoot|shut shut|sought seek|spent spend|spoke speak|spoken speak|spread spread|stole \
steal|stood stand|struck strike|stricken strike|swore swear|sworn swear|took take|taken take|taught teach|told tell|thought think|threw throw|thrown throw|\
understood understand|upheld uphold|withdrew withdraw|withdrawn withdraw|withheld withhold|won win|wrote write|written write|overthrew \
overthrow|overthrown overthrow|undertook undertake|undertaken undertake|lying lie|dying die|tying tie|was be|were be|been be|is be|are be|bore \
bear|felt feel|shown show|sank sink|sunk sink|agreed agree|freed free|guaranteed guarantee|panicked panic|mimicked mimic|slept sleep|swept sweep|wept weep|meant mean|lent lend|bent bend|clung cling|hung hang|dug dig|tore tear|torn tear|stuck stick|swung swing|rode ride|ridden ride|shook shake|shaken shake";

/// Verbs in -e whose other forms do not show it.
const WITH_E: &str = "rule file vote save race phase smuggle settle dismantle handle bundle accuse acquire advance advise agree aggravate allege announce approve argue arrange assure attribute balance base believe \
blame bribe capture care cause cease challenge change charge circulate close collaborate combine compete complete concede conclude continue contribute cooperate coordinate create criticise decide declare decline decrease defuse delegate demobilise denounce deprive describe determine dictate \
dispute divide donate elaborate emerge endorse enforce engage ensure escape escalate evacuate examine exchange exclude execute exercise expose explore facilitate finance force generate guide handle have hope hostage house ignore impose improve include increase influence initiate insure intervene invade investigate invite involve issue judge launch leave liberate license manage measure mediate merge mobilise mobilize move name negotiate notice nationalise oblige observe operate oppose organise organize outrage overcome participate permeate place pledge postpone prepare preserve pressure presume produce promise propose prosecute provide provoke pursue raise ratify reassure receive recognise recognize reconcile reduce refuse release relieve remove renounce renegotiate replace require rescue resume resolve restore retire retrieve reverse revoke sabotage sacrifice safeguard sanctione schedule secure seize separate serve settle share stage state store strike struggle subsidise suppose surprise sue take tolerate trade unite update urge use utilise value vote violate welcome withdrawe write ease bruise use squeeze deescalate de-escalate";

/// Verbs that tell of no act: being, having, seeming, and saying, which claims tell.
const NO_DEED: &str = "await benefit own avoid determine speak put dispute predict testify learn be have seem appear remain become mean represent include contain consist belong know need concern matter depend exist lack cost last resemble involve \
say tell add note claim state argue think believe feel want hope wish fear worry see hear expect understand suggest indicate happen occur increase decline fall rise grow go come try begin start continue keep get let make do know like love hate prevail intend plan seek aim demand urge promise vow pledge acknowledge reveal explain report according point deny warn announce read write quote remember sound look lie stand face prefer insist call ask follow show help afford";

/// The dictionary form, as well as the rules of spelling tell.
pub(super) fn of(form: &str) -> String {
    let form = form.to_lowercase();
    if let Some(known) = IRREGULAR.split('|').filter_map(|pair| pair.split_once(' ')).find(|pair| pair.0 == form) {
        return known.1.trim().to_owned();
    }
    if let Some(stem) = form.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    if let Some(stem) = form.strip_suffix("ied").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    if let Some(stem) =
        form.strip_suffix("es").filter(|stem| ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| stem.ends_with(end)))
    {
        return with_e(stem);
    }
    if let Some(stem) = form.strip_suffix('s').filter(|stem| stem.len() > 2 && !stem.ends_with(['s', 'u', 'i'])) {
        return stem.to_owned();
    }
    let stem = form.strip_suffix("ing").or_else(|| form.strip_suffix("ed"));
    match stem.filter(|stem| stem.len() > 1 && stem.contains(['a', 'e', 'i', 'o', 'u', 'y'])) {
        Some(stem) => with_e(stem),
        None => form,
    }
}

/// The stem with the e that it lost, or without the letter that it doubled.
fn with_e(stem: &str) -> String {
    let full = format!("{stem}e");
    if WITH_E.split_whitespace().any(|verb| verb == full) {
        return full;
    }
    let long = stem.len() > 4;
    let ate = long
        && (stem.ends_with("at") && !stem.ends_with("eat") && !stem.ends_with("oat")
            || stem.ends_with("is")
            || stem.ends_with("iz"));
    if ate || stem == "not" {
        return full;
    }
    let mut last = stem.chars().rev();
    match (last.next(), last.next()) {
        (Some(a), Some(b)) if a == b && stem.len() > 3 && !matches!(a, 's' | 'l' | 'f' | 'z' | 'e' | 'o') => {
            stem[..stem.len() - a.len_utf8()].to_owned()
        }
        (Some('v' | 'u' | 'c' | 'z'), _) => full,
        (Some('g'), Some('n' | 'r' | 'd' | 'a')) if !stem.ends_with("ing") && !stem.ends_with("ong") => full,
        _ => stem.to_owned(),
    }
}

/// Does the verb tell of no act?
pub(super) fn is_no_deed(form: &str) -> bool {
    let lemma = of(form);
    NO_DEED.split_whitespace().any(|verb| verb == lemma)
}
