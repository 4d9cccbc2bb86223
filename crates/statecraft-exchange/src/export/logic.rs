//! An answer-set program for clingo (Gebser et al. 2019): the graph as facts, and the five usual concepts as rules.
//!
//! The rules say the definitions, one after the other, and share nothing with the engine. They look at every sequence of replies, so they
//! are for graphs of some hundred states.

use super::{Move, NotExported, moves, rows, title};
use statecraft::graph::{StateId, StateSpace};
use statecraft::study::{LaidOut, Study};
use std::fmt::Write;

/// The concepts. A rank of 1 is the best.
const RULES: &str = r#"
% ---- What follows ----------------------------------------------------------------------------------------------------------------

concept(nash; gmr; smr; seq; symseq).

% An improvement: a move of A to a state that it prefers.
better(A,S,T) :- move(A,S,T), rank(A,S,R), rank(A,T,Q), Q < R.

% What the others can bring about once A has moved to T: by any moves, or by improvements alone; nobody moves twice running.
reply(any,A,T,B,U)    :- better(A,_,T), move(B,T,U), B != A.
reply(any,A,T,C,V)    :- reply(any,A,T,B,U), move(C,U,V), C != A, C != B.
reply(better,A,T,B,U) :- better(A,_,T), better(B,T,U), B != A.
reply(better,A,T,C,V) :- reply(better,A,T,B,U), better(C,U,V), C != A, C != B.

% A reply deters A from moving from S to T if A does not prefer to S what it comes to.
deters(H,A,S,T,U) :- better(A,S,T), reply(H,A,T,_,U), rank(A,S,R), rank(A,U,Q), Q >= R.

% A escapes from U if it has a move from there to a state that it prefers to S.
escapes(A,S,U) :- deters(_,A,S,_,U), move(A,U,V), rank(A,S,R), rank(A,V,Q), Q < R.

% What stops A from moving from S to T under a concept that looks at replies.
stopped(gmr,A,S,T)    :- deters(any,A,S,T,_).
stopped(smr,A,S,T)    :- deters(any,A,S,T,U), not escapes(A,S,U).
stopped(seq,A,S,T)    :- deters(better,A,S,T,_).
stopped(symseq,A,S,T) :- deters(better,A,S,T,U), not escapes(A,S,U).

% A leaves S if nothing stops it from an improvement; under nash nothing does.
leaves(C,A,S) :- concept(C), better(A,S,T), not stopped(C,A,S,T).

% An outcome: nobody leaves.
stable(C,A,S)  :- concept(C), actor(A), state(S), not leaves(C,A,S).
outcome(C,S)   :- concept(C), state(S), stable(C,A,S) : actor(A).

#show outcome/2.
"#;

pub(super) fn write(study: &Study, laid_out: &LaidOut) -> Result<Vec<u8>, NotExported> {
    let graph = &laid_out.graph;
    let actors = laid_out.model.actor_keys();
    let named = matches!(graph.states, StateSpace::Named(_));
    let state = |at: usize| {
        let name = graph.state_name(StateId::new(at));
        if named { format!("\"{name}\"") } else { name }
    };
    let mut text = format!("% {}\n% clingo FILE prints the outcomes under each concept.\n\n", title(study, laid_out));
    for actor in laid_out.model.actors() {
        let _ = writeln!(text, "actor(\"{}\"). % {}", actor.key, actor.name);
    }
    text.push('\n');
    for at in 0..graph.len() {
        let _ = writeln!(text, "state({}). % {}", state(at), laid_out.taken(StateId::new(at)).join(", "));
    }
    if let Some(today) = graph.status_quo {
        let _ = writeln!(text, "today({}).", state(today.index()));
    }
    text += "\n% Ranks: 1 is the best.\n";
    for (actor, ranks) in actors.iter().zip(rows::ranks(laid_out)) {
        for (at, rank) in ranks.iter().enumerate() {
            let _ = writeln!(text, "rank(\"{actor}\",{},{rank}).", state(at));
        }
    }
    text += "\n% Moves.\n";
    for Move { actor, from, to, .. } in moves(laid_out)? {
        let _ = writeln!(text, "move(\"{}\",{},{}).", actors[actor], state(from), state(to));
    }
    text += RULES;
    Ok(text.into_bytes())
}
