//! The commands in `--help`, grouped by what a person wants to do.

use clap::Command;

/// Every command by what a person wants to do: the title of each group, and its commands in the order in which one meets them.
pub const GROUPS: [(&str, &[&str]); 8] = [
    ("Write a case", &["new", "import", "read", "check", "edit"]),
    ("Look at it", &["show", "states", "scenarios"]),
    (
        "Get the answer",
        &["brief", "analyze", "explain", "paths", "coalitions", "linkage", "compare", "watch", "perceptions"],
    ),
    ("Doubt it", &["ledger", "impact", "change", "variants", "robust", "diff"]),
    ("Hold it against what happens", &["seal", "score"]),
    ("Share it", &["serve", "mcp", "report", "export", "verify"]),
    ("At scale", &["sweep"]),
    ("Learn it, set it up", &["exercise", "completions", "man"]),
];

/// So long is a line beside the name of its command at most.
const WIDTH: usize = 64;

const TEMPLATE: &str = "{about-with-newline}\n{usage-heading} {usage}\n\n{before-help}Options:\n{options}{after-help}";

/// The program with its commands in groups; what stands behind a colon, or where it is long behind a comma, is left to the command's own help.
pub(crate) fn grouped(command: Command) -> Command {
    let line = |name: &str| {
        let about = command.find_subcommand(name).and_then(Command::get_about).map(ToString::to_string);
        let about = about.unwrap_or_default();
        let marks: &[char] = if about.len() > WIDTH { &[':', ';', ','] } else { &[':', ';'] };
        let short = about.find(marks).map_or(about.as_str(), |end| &about[..end]);
        format!("  {name:<13}{short}\n")
    };
    let group = |(title, names): (&str, &[&str])| {
        format!("{title}:\n{}\n", names.iter().copied().map(line).collect::<String>())
    };
    let groups: String = GROUPS.into_iter().map(group).collect();
    let groups = groups + "`statecraft help COMMAND` says more of a command.";
    command.before_help(groups).help_template(TEMPLATE)
}

#[cfg(test)]
mod tests {
    use super::GROUPS;
    use clap::CommandFactory;
    use std::collections::BTreeSet;

    #[test]
    fn every_command_is_in_one_group() {
        let listed: Vec<&str> = GROUPS.iter().flat_map(|(_, names)| *names).copied().collect();
        let command = crate::Cli::command();
        let known: BTreeSet<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
        assert_eq!(listed.iter().copied().collect::<BTreeSet<_>>(), known);
        assert_eq!(listed.len(), known.len());
    }
}
