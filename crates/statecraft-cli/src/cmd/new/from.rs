//! `statecraft new --from`: a draft of a case from reports, with the questions that a person has to answer.

use crate::cmd::plural;
use crate::cmd::read::documents;
use anyhow::bail;
use statecraft::phrase::count;
use statecraft_desk::drafts::DRAFTS;
use statecraft_desk::{Desk, speaker};
use statecraft_read::claims::{Claim, Kind, Tier};
use statecraft_read::deeds::Deed;
use statecraft_read::document::Document;
use statecraft_read::draft::{Drafted, draft};
use statecraft_read::proposal::{At, Proposal, propose};
use statecraft_read::times::Date;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The case as it grows.
struct Draft {
    documents: Vec<Document>,
    drafts: Vec<Drafted>,
    model: Proposal,
    /// The claim in the case file behind a deed.
    keys: BTreeMap<At, String>,
    /// The sources' keys.
    sources: Vec<String>,
}

/// Reads the reports and writes the draft into a folder. Gives what to say of it: the questions.
pub(super) fn draft_case(
    reports: &[PathBuf],
    folder: &Path,
    all_tiers: bool,
    date: Option<Date>,
) -> anyhow::Result<String> {
    let documents = documents(reports, date)?;
    let drafts: Vec<Drafted> = documents.iter().map(draft).collect();
    let model = propose(&drafts);
    if model.actors.is_empty() {
        bail!(
            "no report says of anybody named what they do, plan or are asked for; begin with `statecraft new FOLDER` and read with `statecraft read REPORTS --into FOLDER`"
        );
    }
    let path = folder.join("case.toml");
    let head = head(&documents);
    fs::create_dir_all(folder).and_then(|()| fs::write(&path, &head))?;
    let mut desk = Desk::open(&path)?;
    let mut case = Draft { documents, drafts, model, keys: BTreeMap::new(), sources: Vec::new() };
    case.write_claims(&mut desk, all_tiers)?;
    let text = desk.text();
    let claims = text.strip_prefix(&head).unwrap_or(&text);
    desk.back_to(&format!("{head}\n{}{}{}{claims}", case.actors(), case.today(), case.wishes()))?;
    keep(&folder.join(DRAFTS), &case.drafts)?;
    Ok(case.questions())
}

/// Keeps the drafts beside the case, for the pages.
fn keep(path: &Path, drafts: &[Drafted]) -> anyhow::Result<()> {
    let lines = drafts.iter().map(serde_json::to_string).collect::<Result<Vec<_>, _>>()?;
    Ok(fs::write(path, lines.join("\n") + "\n")?)
}

fn head(documents: &[Document]) -> String {
    let title = documents.first().and_then(|document| document.title.clone());
    format!(
        "# A draft from {}. The program read who says, does and wants what; nobody has looked at it yet.\n# Go through it from the top, answer the five questions, and delete each `draft` that you have checked.\n\ntitle    = {}\nquestion = \"What will happen, and why?\"   # draft: what is the case meant to answer?\n",
        plural(documents.len(), "report"),
        quoted(&title.unwrap_or_else(|| "A draft".to_owned()))
    )
}

impl Draft {
    fn deed(&self, at: At) -> &Deed {
        &self.drafts[at.0].deeds[at.1]
    }

    /// Writes the claims of the tier, and one for each deed of the model that no such claim holds.
    fn write_claims(&mut self, desk: &mut Desk, all_tiers: bool) -> anyhow::Result<()> {
        let most = if all_tiers { Tier::Whose } else { Tier::Agreed };
        for doc in 0..self.documents.len() {
            let document = &self.documents[doc];
            let mut written: BTreeMap<usize, String> = BTreeMap::new();
            for (number, claim) in self.drafts[doc].claims.iter().enumerate().filter(|(_, claim)| claim.tier <= most) {
                // A quote that does not verify is no claim.
                if let Ok(added) = desk.add(document, claim, speaker(claim), false) {
                    written.insert(number, added.key);
                }
            }
            let options = self.model.actors.iter().flat_map(|actor| &actor.options);
            let used = options.flat_map(|choice| choice.deeds.iter().copied()).filter(|at| at.0 == doc);
            let used: Vec<At> = used.collect();
            for at in used {
                let deed = self.deed(at);
                let known = deed.claim.and_then(|claim| written.get(&claim).cloned());
                let claim = claim_of(&self.drafts[doc], deed);
                let key = known.or_else(|| Some(desk.add(document, &claim, claim.speaker.as_deref(), false).ok()?.key));
                if let Some(key) = key {
                    self.keys.insert(at, key);
                }
            }
            self.sources.push(desk.shelf(document).key().to_owned());
        }
        Ok(())
    }

    /// `claims = [..]` of some deeds, or an assumption where none of their quotes verifies.
    fn support(&self, deeds: &[At]) -> String {
        let mut keys: Vec<&str> = deeds.iter().filter_map(|at| self.keys.get(at)).map(String::as_str).collect();
        keys.sort_unstable();
        keys.dedup();
        if keys.is_empty() {
            return "assumption = \"Draft: not checked yet\"".to_owned();
        }
        format!("claims = [{}]", keys.iter().map(|key| quoted(key)).collect::<Vec<_>>().join(", "))
    }

    fn actors(&self) -> String {
        let mut out =
            section("1. Who acts? Are two of these one actor, and who is missing? What can each do, or leave?");
        for actor in &self.model.actors {
            if actor.forms.len() > 1 {
                let _ = writeln!(out, "\n# The same? As the reports have it:");
                for (form, sentence) in &actor.forms {
                    let _ = writeln!(out, "#   {}: {}", comment(form), comment(sentence));
                }
            } else {
                out.push('\n');
            }
            let key = &actor.key;
            let _ = writeln!(out, "[actors.{key}]   # draft\nname = {}\n[actors.{key}.options]", quoted(&actor.name));
            for choice in &actor.options {
                let (label, support) = (quoted(&choice.label), self.support(&choice.deeds));
                let _ = writeln!(out, "{} = {{ label = {label}, {support} }}   # draft", choice.key);
            }
        }
        if self.model.left_out > 0 {
            let _ = writeln!(
                out,
                "\n# Left out: {}. `statecraft read` tells all.",
                count(self.model.left_out, "thing that somebody does", "things that somebody does")
            );
        }
        out + &section("2. What cannot be? Which of these options exclude, need or follow each other?")
            + "# [[rules]]\n# never  = 'one.option and another.option'\n# reason = \"why\"\n"
    }

    fn today(&self) -> String {
        let mut out =
            section("3. Where do things stand? Which options are taken today? What is not listed is not taken.");
        let (mut taken, mut because) = (Vec::new(), Vec::new());
        for actor in &self.model.actors {
            for choice in actor.options.iter().filter(|choice| !choice.today.is_empty()) {
                taken.push(quoted(&format!("{}.{}", actor.key, choice.key)));
                because.extend(choice.today.iter().copied());
            }
        }
        let support = match because.as_slice() {
            [] => "assumption = \"Draft: no report says of any of these that it is so today\"".to_owned(),
            deeds => self.support(deeds),
        };
        let _ = writeln!(out, "[status_quo]   # draft\ntaken = [{}]\n{support}", taken.join(", "));
        out
    }

    /// An account for each report that tells of wishes.
    fn wishes(&self) -> String {
        let question = "4. Who wants what, the most important first? Each report is an account of its own: do they explain the same thing differently?";
        let mut out = section(question);
        let telling: Vec<usize> =
            (0..self.documents.len()).filter(|doc| self.model.wishes.iter().any(|wish| wish.at.0 == *doc)).collect();
        let _ = writeln!(out, "# Who has no wish here is held to be indifferent: no report says what it wants.\n");
        if telling.is_empty() {
            let all: Vec<String> = self.model.actors.iter().map(|actor| format!("{} = []", actor.key)).collect();
            let _ = writeln!(out, "[preferences]   # draft\n{}", all.join("\n"));
        }
        for doc in telling {
            let source = &self.sources[doc];
            let title = self.documents[doc].title.clone().unwrap_or_else(|| source.clone());
            let _ = writeln!(
                out,
                "[accounts.{source}]   # draft\ntitle = {}\nsources = [{}]",
                quoted(&title),
                quoted(source)
            );
            let _ = writeln!(out, "[accounts.{source}.preferences]");
            for (number, actor) in self.model.actors.iter().enumerate() {
                let lines = self.model.wishes.iter().filter(|wish| wish.at.0 == doc && wish.whose == number);
                let lines: Vec<String> = lines
                    .map(|wish| {
                        let (of, option) = (&self.model.actors[wish.option.0], wish.option.1);
                        let not = if wish.wanted { "" } else { "not " };
                        let statement = format!("{not}{}.{}", of.key, of.options[option].key);
                        format!("  {{ wants = '{statement}', {} }},   # draft\n", self.support(&[wish.at]))
                    })
                    .collect();
                let _ = match lines.as_slice() {
                    [] => writeln!(out, "{} = []", actor.key),
                    lines => writeln!(out, "{} = [\n{}]", actor.key, lines.concat()),
                };
            }
            out.push('\n');
        }
        out + &section(
            "5. What do the reports say? Does each quote say what the line that cites it needs, and who says it?",
        )
    }

    /// The questions of the draft, for the terminal.
    fn questions(&self) -> String {
        let actors = &self.model.actors;
        let names = |actors: &[&str]| actors.join(", ");
        let all: Vec<&str> = actors.iter().map(|actor| actor.name.as_str()).collect();
        let merged: Vec<String> = actors
            .iter()
            .filter(|actor| actor.forms.len() > 1)
            .map(|actor| actor.forms.iter().map(|form| form.0.as_str()).collect::<Vec<_>>().join(" = "))
            .collect();
        let silent = |number: &usize| !self.model.wishes.iter().any(|wish| wish.whose == *number);
        let silent: Vec<&str> = (0..actors.len()).filter(silent).map(|number| all[number]).collect();
        let options = actors.iter().map(|actor| actor.options.len()).sum::<usize>();
        let taken = actors.iter().flat_map(|actor| &actor.options).filter(|choice| !choice.today.is_empty()).count();
        let same = if merged.is_empty() { String::new() } else { format!(" The same? {}.", merged.join("; ")) };
        let wants = match silent.as_slice() {
            [] => String::new(),
            silent => format!(" No report says what these want: {}.", names(silent)),
        };
        format!(
            "It is a draft, and nobody has looked at it. Five questions, each at its place in the file:\n  1. Who acts, and what can each do? {} with {}: {}.{same}\n  2. What cannot be? No rule was drafted.\n  3. Where do things stand? {} said to be so today.\n  4. Who wants what? {} drafted.{wants}\n  5. What do the reports say? `statecraft check --quotes` shows every quote in its sentence.\n",
            plural(actors.len(), "actor"),
            plural(options, "option"),
            names(&all),
            plural(taken, "option"),
            plural(self.model.wishes.len(), "line"),
        )
    }
}

/// A claim of the words of a deed.
fn claim_of(drafted: &Drafted, deed: &Deed) -> Claim {
    let around = deed.claim.map(|claim| &drafted.claims[claim]);
    let piece =
        around.and_then(|claim| claim.spans.iter().find(|span| span[0] <= deed.words[0] && deed.words[0] < span[1]));
    let least = piece.filter(|_| deed.by.is_some()).map_or(deed.sentence[0], |span| span[0]);
    let near = least <= deed.actor_span[0] && deed.actor_span[0] < deed.words[0];
    let span = whole_words(&drafted.text, [if near { deed.actor_span[0] } else { deed.words[0] }, deed.words[1]]);
    let kind = match (&deed.by, around) {
        (None, Some(claim)) => claim.kind,
        (Some(_), _) => Kind::Said,
        (None, None) if deed.wish.is_some() => Kind::Wants,
        (None, None) => Kind::Said,
    };
    Claim {
        speaker: deed.by.clone(),
        stands_for: None,
        speaker_spans: Vec::new(),
        cue: None,
        cue_spans: Vec::new(),
        quotes: drafted.text.get(span[0]..span[1]).map(str::to_owned).into_iter().collect(),
        spans: vec![span],
        kind,
        tier: Tier::One,
        direct: false,
        holder: None,
        hedges: Vec::new(),
        chain: Vec::new(),
        times: Vec::new(),
        said_at: None,
        sentence: deed.sentence,
        drafters: vec!["rules".to_owned()],
    }
}

/// The place, widened to whole words.
fn whole_words(text: &str, [start, end]: [usize; 2]) -> [usize; 2] {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’');
    let before = text.get(..start).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    [before.trim_end_matches(inner).len(), text.len() - after.trim_start_matches(inner).len()]
}

fn section(question: &str) -> String {
    format!("\n# ── {question}\n\n")
}

/// A string as TOML writes it, on one line.
fn quoted(text: &str) -> String {
    let line = comment(text);
    serde_json::to_string(&line).unwrap_or_else(|_| "\"\"".to_owned())
}

/// A text as one line without control characters.
fn comment(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
