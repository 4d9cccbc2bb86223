//! `.nfg`: a game in strategic form, as Gambit saves it.
//!
//! `NFG 1 R "title" { players } { strategies } "comment"`, where strategies are named in a list for each player or only counted; then the
//! payoffs of each profile, the first player's strategies running fastest, or a list of outcomes and for each profile the number of its
//! outcome, 0 for none, which pays 0. A player becomes an actor with one choice, a strategy a level of it, and payoffs a ranking with
//! ties: how much a payoff is above another is not kept. Payoffs are compared as the fractions that they are.

use super::draft::{Draft, Keys, by_worth, levels, plain, settings};
use super::number::{BigRational, number};
use super::{Fault, Imported, fault, rejected};
use statecraft::case::Rejected;
use statecraft::diag::{SourceFile, Span, shown};
use statecraft::graph::{Limits, StateId};
use statecraft::study::LaidOut;

/// The name of the one choice of a player.
const CHOICE: &str = "plays";

struct Player {
    name: String,
    strategies: Vec<String>,
}

struct Game {
    title: String,
    comment: String,
    players: Vec<Player>,
    /// For each profile, in the order of the file, what each player gets.
    payoffs: Vec<Vec<BigRational>>,
    has_outcomes: bool,
}

pub(super) fn read(file: &SourceFile, limits: &Limits) -> Result<Imported, Rejected> {
    let game = Game::of(file, limits).map_err(|problem| rejected(file, problem))?;
    let mut draft = Draft::new(file, &game.title, limits);
    if !game.comment.is_empty() {
        draft.head.push(game.comment.clone());
    }
    let mut keys = Keys::default();
    let names: Vec<String> = game.players.iter().map(|player| keys.of(&player.name, "player")).collect();
    for (player, key) in game.players.iter().zip(&names) {
        draft.actor(key, &player.name);
        if player.strategies.len() > 1 {
            draft.choice(key, CHOICE, "Strategy", &player.strategies);
        } else {
            draft.note(format!("{} has one strategy, “{}”, and so no choice", player.name, player.strategies.join("")));
        }
    }
    if game.has_outcomes {
        draft.lost("the names of outcomes");
    }
    draft.lost(
        "how much better one payoff is than another: only which is better counts, so there are no mixed strategies",
    );
    let count: usize = game.players.iter().map(|player| player.strategies.len()).filter(|count| *count > 1).sum();
    draft.room(count, Span::default(), "strategies").map_err(|problem| draft.rejected(problem))?;
    if count == 0 {
        let problem = fault(Span::default(), "no player has a choice", "give one player two strategies");
        return Err(draft.rejected(problem));
    }
    let study = draft.laid_out(&names)?;
    let profiles = game.profiles(&study.accounts[0], &names);
    for (at, key) in names.iter().enumerate() {
        let worth = profiles.iter().map(|&profile| &game.payoffs[profile][at]);
        draft.ranking(key, &by_worth(worth), &study.accounts[0]);
    }
    draft.finish(&file.name)
}

impl Game {
    fn of(file: &SourceFile, limits: &Limits) -> Result<Game, Fault> {
        let mut tokens = Tokens::of(file)?;
        tokens.head()?;
        let title = plain(&tokens.text("the title of the game, in quotation marks")?);
        let mut players = tokens.players()?;
        tokens.strategies(&mut players)?;
        let comment =
            if matches!(tokens.next, Some((Token::Text(_), _))) { plain(&tokens.text("")?) } else { String::new() };
        let profiles = players.iter().try_fold(1usize, |all, player| all.checked_mul(player.strategies.len()));
        let Some(profiles) = profiles.filter(|profiles| *profiles <= limits.states) else {
            let message = format!("the game has more than {} profiles of strategies", limits.states);
            return Err(fault(tokens.here(), message, "take strategies out that nobody would play"));
        };
        let has_outcomes = matches!(tokens.next, Some((Token::Open, _)));
        let payoffs = if has_outcomes {
            tokens.outcomes(profiles, players.len())?
        } else {
            tokens.payoffs(profiles, players.len())?
        };
        match tokens.next {
            None => Ok(Game { title, comment, players, payoffs, has_outcomes }),
            Some((_, span)) => {
                let message = format!("the game has {profiles} profiles, and the file goes on after the last");
                Err(fault(span, message, "take out what is too much, or add the strategies that it belongs to"))
            }
        }
    }

    /// The profile of each state.
    fn profiles(&self, laid_out: &LaidOut, names: &[String]) -> Vec<usize> {
        let Some(states) = settings(&laid_out.graph) else { return Vec::new() };
        let options = laid_out.model.options();
        let profile = |state: StateId| {
            let taken = states.code(state);
            let (mut profile, mut step) = (0, 1);
            for (player, name) in self.players.iter().zip(names) {
                let choice = format!("{name}.{CHOICE}");
                let level = options.iter().enumerate().find_map(|(at, option)| {
                    let level = option.level.as_ref().filter(|level| level.choice == choice)?;
                    (taken >> at & 1 == 1).then(|| at - level.all.start)
                });
                profile += step * level.unwrap_or(0);
                step *= player.strategies.len();
            }
            profile
        };
        laid_out.graph.state_ids().map(profile).collect()
    }
}

enum Token {
    Open,
    Close,
    Text(String),
    Word(String),
}

/// The tokens of a game, one of them looked at.
struct Tokens<'f> {
    file: &'f SourceFile,
    next: Option<(Token, Span)>,
    at: usize,
}

impl<'f> Tokens<'f> {
    fn of(file: &'f SourceFile) -> Result<Tokens<'f>, Fault> {
        let mut tokens = Tokens { file, next: None, at: 0 };
        tokens.advance()?;
        Ok(tokens)
    }

    /// The token looked at; then the one behind it is.
    fn advance(&mut self) -> Result<Option<(Token, Span)>, Fault> {
        let text = &self.file.text;
        let start =
            self.at + text[self.at..].find(|c: char| !c.is_whitespace() && c != ',').unwrap_or(text.len() - self.at);
        let token = match text[start..].chars().next() {
            None => None,
            Some('{') => Some((Token::Open, 1)),
            Some('}') => Some((Token::Close, 1)),
            Some('"') => Some(quoted(&text[start..]).ok_or_else(|| {
                fault(Span::new(start, start + 1), "this quotation mark is never closed", "close it with another \"")
            })?),
            Some(_) => {
                let ends = |c: char| c.is_whitespace() || ",{}\"".contains(c);
                let length = text[start..].find(ends).unwrap_or(text.len() - start);
                Some((Token::Word(text[start..start + length].to_string()), length))
            }
        };
        self.at = start + token.as_ref().map_or(0, |(_, length)| *length);
        let next = token.map(|(token, length)| (token, Span::new(start, start + length)));
        Ok(std::mem::replace(&mut self.next, next))
    }

    /// The place of the token looked at; the end of the file where there is none.
    fn here(&self) -> Span {
        let end = self.file.text.trim_end().len();
        self.next.as_ref().map_or(Span::new(end, end), |(_, span)| *span)
    }

    fn expected(&self, what: &str) -> Fault {
        let found = match &self.next {
            None => "the file ends".to_string(),
            Some((Token::Open, _)) => "`{` stands".into(),
            Some((Token::Close, _)) => "`}` stands".into(),
            Some((Token::Text(text), _)) => format!("\"{}\" stands", shown(text)),
            Some((Token::Word(word), _)) => format!("`{}` stands", shown(word)),
        };
        fault(
            self.here(),
            format!("{found} where {what} should be"),
            "see docs/exchange.md for the parts of a game, in their order",
        )
    }

    fn text(&mut self, what: &str) -> Result<String, Fault> {
        if !matches!(self.next, Some((Token::Text(_), _))) {
            return Err(self.expected(what));
        }
        match self.advance()? {
            Some((Token::Text(text), _)) => Ok(text),
            _ => Err(self.expected(what)),
        }
    }

    fn word(&mut self, what: &str) -> Result<(String, Span), Fault> {
        if !matches!(self.next, Some((Token::Word(_), _))) {
            return Err(self.expected(what));
        }
        match self.advance()? {
            Some((Token::Word(word), span)) => Ok((word, span)),
            _ => Err(self.expected(what)),
        }
    }

    fn open(&mut self, what: &str) -> Result<(), Fault> {
        if matches!(self.next, Some((Token::Open, _))) { self.advance().map(drop) } else { Err(self.expected(what)) }
    }

    /// Whether a list ends here; then it is left behind.
    fn closes(&mut self) -> Result<bool, Fault> {
        let closes = matches!(self.next, Some((Token::Close, _)));
        if closes {
            self.advance()?;
        }
        Ok(closes)
    }

    fn head(&mut self) -> Result<(), Fault> {
        let (kind, span) = self.word("`NFG 1 R`")?;
        if kind != "NFG" {
            let help =
                if kind == "EFG" { "save the game in strategic form (.nfg)" } else { "a game begins with NFG 1 R" };
            return Err(fault(span, "this is no game in strategic form", help));
        }
        let (version, span) = self.word("the version, 1,")?;
        if version != "1" {
            return Err(fault(
                span,
                format!("version {} of the format is not known", shown(&version)),
                "save it as version 1",
            ));
        }
        let (numbers, span) = self.word("R or D")?;
        if numbers == "R" || numbers == "D" {
            Ok(())
        } else {
            Err(fault(span, "R or D should stand here", "write NFG 1 R"))
        }
    }

    fn players(&mut self) -> Result<Vec<Player>, Fault> {
        self.open("the list of players, { \"…\" \"…\" },")?;
        let mut players = Vec::new();
        while !self.closes()? {
            let name = plain(&self.text("the name of a player, in quotation marks,")?);
            let name = if name.is_empty() { format!("Player {}", players.len() + 1) } else { name };
            players.push(Player { name, strategies: Vec::new() });
        }
        if players.is_empty() { Err(self.expected("at least one player")) } else { Ok(players) }
    }

    fn strategies(&mut self, players: &mut [Player]) -> Result<(), Fault> {
        self.open("the strategies, { { \"…\" \"…\" } … } or { 2 2 },")?;
        for player in players {
            let what = format!("the strategies of {}", shown(&player.name));
            let names = if matches!(self.next, Some((Token::Word(_), _))) {
                let (count, span) = self.word(&what)?;
                let count = count.parse::<usize>().ok().filter(|count| (1..=1000).contains(count));
                let Some(count) = count else {
                    return Err(fault(
                        span,
                        format!("{what} should be counted here"),
                        "write a whole number, or their names",
                    ));
                };
                (1..=count).map(|number| number.to_string()).collect()
            } else {
                self.open(&what)?;
                let mut names = Vec::new();
                while !self.closes()? {
                    names.push(self.text(&what)?);
                }
                names
            };
            if names.is_empty() {
                return Err(fault(self.here(), format!("{} has no strategy", shown(&player.name)), "give it one"));
            }
            player.strategies = levels(&names);
        }
        if self.closes()? { Ok(()) } else { Err(self.expected("the end of the strategies, one list for each player,")) }
    }

    fn number(&mut self, what: &str) -> Result<BigRational, Fault> {
        let (word, span) = self.word(what)?;
        number(&word).ok_or_else(|| {
            fault(
                span,
                format!("`{}` is no number", shown(&word)),
                "write a whole number, a decimal number, or a fraction: 3, 0.25, 1/3",
            )
        })
    }

    fn payoffs(&mut self, profiles: usize, players: usize) -> Result<Vec<Vec<BigRational>>, Fault> {
        let mut all = Vec::new();
        for profile in 1..=profiles {
            let what = format!("a payoff of profile {profile} of {profiles}");
            all.push((0..players).map(|_| self.number(&what)).collect::<Result<_, Fault>>()?);
        }
        Ok(all)
    }

    fn outcomes(&mut self, profiles: usize, players: usize) -> Result<Vec<Vec<BigRational>>, Fault> {
        self.open("the list of outcomes")?;
        let mut outcomes = vec![vec![BigRational::default(); players]];
        while !self.closes()? {
            self.open("an outcome, { \"name\" payoffs },")?;
            self.text("the name of an outcome")?;
            let pays = (0..players).map(|_| self.number("a payoff of an outcome")).collect::<Result<_, Fault>>()?;
            outcomes.push(pays);
            if !self.closes()? {
                return Err(self.expected("the end of an outcome, one payoff for each player,"));
            }
        }
        let mut all = Vec::new();
        for profile in 1..=profiles {
            let (word, span) = self.word(&format!("the outcome of profile {profile} of {profiles}"))?;
            let outcome = word.parse::<usize>().ok().and_then(|number| outcomes.get(number));
            let help = format!("they are numbered 1 to {}, and 0 stands for none", outcomes.len() - 1);
            all.push(
                outcome.ok_or_else(|| fault(span, format!("there is no outcome `{}`", shown(&word)), help))?.clone(),
            );
        }
        Ok(all)
    }
}

/// A text in quotation marks, in which a backslash takes what follows as it stands, and its length.
fn quoted(text: &str) -> Option<(Token, usize)> {
    let (mut found, mut escaped) = (String::new(), false);
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            '"' if !escaped => return Some((Token::Text(found), at + 1)),
            '\\' if !escaped => escaped = true,
            letter => {
                escaped = false;
                found.push(letter);
            }
        }
    }
    None
}
