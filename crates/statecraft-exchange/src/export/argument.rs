//! The argument of a case, with the elements of the Goal Structuring Notation (GSN Community Standard, version 3), as JSON.
//!
//! `elements` have an `id`, a `type` (goal, strategy, solution, assumption, justification, context), a `text` and, where it applies,
//! `account`, `line`, `claim`, and `undeveloped`; `links` have a `type` and two ends: `supportedBy` and `inContextOf` as in the standard, and
//! `challenges` of its dialectic extension. For each account: the goal that it explains the case; a strategy, the argument over its
//! lines; a goal for each line, with the claims that it cites as solutions and what is assumed as assumptions. Claims against an account are
//! defeaters: they challenge its goal.

use serde_json::{Map, Value, json};
use statecraft::case::{Account, LineRef};
use statecraft::phrase::LineInWords;
use statecraft::study::Study;
use std::collections::BTreeSet;

#[derive(Default)]
struct Argument {
    elements: Vec<Value>,
    links: Vec<Value>,
    claims: BTreeSet<String>,
}

pub(super) fn write(study: &Study) -> Value {
    let case = &study.case;
    let mut argument = Argument::default();
    let accounts = case.accounts.iter().filter(|account| {
        study.accounts.is_empty() || study.accounts.iter().any(|one| one.account.id() == account.id())
    });
    for account in accounts {
        argument.account(study, account);
    }
    json!({
        "format": "statecraft/gsn-1",
        "notation": "GSN Community Standard 3",
        "title": case.title,
        "elements": argument.elements,
        "links": argument.links,
    })
}

impl Argument {
    fn add(&mut self, id: &str, kind: &str, text: &str, more: &[(&str, Value)]) {
        let first = [("id", Value::from(id)), ("type", kind.into()), ("text", text.into())];
        let all = first.into_iter().chain(more.iter().cloned());
        let element: Map<String, Value> =
            all.filter(|(_, value)| !value.is_null()).map(|(key, value)| (key.to_string(), value)).collect();
        self.elements.push(Value::Object(element));
    }

    fn link(&mut self, kind: &str, from: &str, to: &str) {
        self.links.push(json!({ "type": kind, "from": from, "to": to }));
    }

    fn account(&mut self, study: &Study, account: &Account) {
        let case = &study.case;
        let id = account.id().unwrap_or("case");
        let title = account.title.as_deref().or(account.id()).unwrap_or(&case.title);
        let (goal, strategy, context) = (format!("G.{id}"), format!("S.{id}"), format!("C.{id}"));
        let own = [("account", Value::from(account.id()))];
        self.add(&goal, "goal", &format!("It is as this account says: {title}"), &own);
        if let Some(question) = &case.question {
            self.add(&context, "context", question, &[]);
            self.link("inContextOf", &goal, &context);
        }
        let lines = case.lines();
        let lines: Vec<&LineRef> = lines.iter().filter(|line| line.id.is_in(account)).collect();
        if !lines.is_empty() {
            self.add(&strategy, "strategy", "Argument over each line that the account takes for so", &own);
            self.link("supportedBy", &goal, &strategy);
        }
        for (number, line) in lines.into_iter().enumerate() {
            self.line(study, line, &strategy, &format!("{id}.{}", number + 1));
        }
        for (claims, link) in [(&account.favours, "supportedBy"), (&account.against, "challenges")] {
            for claim in claims {
                let solution = self.claim(study, &claim.value);
                let (from, to) = if link == "challenges" { (&solution, &goal) } else { (&goal, &solution) };
                self.link(link, from, to);
            }
        }
    }

    fn line(&mut self, study: &Study, line: &LineRef, strategy: &str, number: &str) {
        let words = LineInWords::of(&study.case, line);
        let goal = format!("G.{number}");
        let undeveloped = line.support.is_none().then_some(("undeveloped", Value::from(true)));
        let more: Vec<(&str, Value)> = [("line", Value::from(words.line))].into_iter().chain(undeveloped).collect();
        self.add(&goal, "goal", &words.says, &more);
        self.link("supportedBy", strategy, &goal);
        for claim in &line.support.claims {
            let solution = self.claim(study, &claim.value);
            self.link("supportedBy", &goal, &solution);
        }
        for (kind, letter, text) in
            [("assumption", "A", &line.support.assumption), ("justification", "J", &line.support.leap)]
        {
            if let Some(text) = text {
                let id = format!("{letter}.{number}");
                self.add(&id, kind, text, &[]);
                self.link("inContextOf", &goal, &id);
            }
        }
    }

    /// A claim as a solution, which several lines may share.
    fn claim(&mut self, study: &Study, key: &str) -> String {
        let id = format!("Sn.{key}");
        if self.claims.insert(key.to_string()) {
            let claim = study.case.claim(key);
            let source = claim.and_then(|claim| study.case.source(&claim.source.value));
            let title = source.map(|source| source.title.as_str()).unwrap_or_default();
            let words = claim.map(|claim| claim.anchor.quote.as_str()).filter(|quote| !quote.is_empty());
            let words = words.or_else(|| claim?.says.as_deref()).unwrap_or_default();
            self.add(&id, "solution", &format!("“{words}” ({title})"), &[("claim", key.into())]);
        }
        id
    }
}
