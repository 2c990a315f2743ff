//! The examples of the README run and say what it says. In a fenced `console` block a line `$ estimate …` is run, and the
//! lines below it are compared with what the command says; a line `...` stands for any lines. A fenced `toml` block whose
//! first line is `# NAME.toml` is written to that file first.

use std::fs;
use std::path::Path;

use crate::console::{self, Lang};
use crate::estimate::empty;

/// A command and the lines that are shown below it.
struct Example {
    typed: String,
    shown: Vec<String>,
}

struct Readme {
    files: Vec<(String, String)>,
    examples: Vec<Example>,
}

fn parsed(text: &str) -> Readme {
    let mut readme = Readme { files: Vec::new(), examples: Vec::new() };
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(kind) = line.strip_prefix("```").filter(|kind| !kind.is_empty()) else { continue };
        let block: Vec<_> = lines.by_ref().take_while(|line| *line != "```").collect();
        match kind.trim() {
            "console" => readme.examples.extend(examples(&block)),
            "toml" => {
                let name = block.first().and_then(|line| line.strip_prefix("# "));
                if let Some(name) = name.filter(|name| name.ends_with(".toml") && !name.contains(['/', ' ']))
                {
                    readme.files.push((name.to_owned(), block.join("\n") + "\n"));
                }
            }
            _ => {}
        }
    }
    readme
}

/// Commands of other programs are not ours to run.
fn examples(block: &[&str]) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    for line in block {
        match line.strip_prefix("$ ") {
            Some(typed) => examples.push(Example { typed: typed.to_owned(), shown: Vec::new() }),
            None => {
                if let Some(example) = examples.last_mut() {
                    example.shown.push((*line).trim_end().to_owned());
                }
            }
        }
    }
    examples.retain(|example| example.typed.split(' ').find(|word| !word.contains('=')) == Some("estimate"));
    examples
}

/// Whether the lines are those that are shown, where `...` stands for any.
fn is_shown(shown: &[String], lines: &[&str]) -> bool {
    match (shown.split_first(), lines.split_first()) {
        (None, _) => lines.is_empty(),
        (Some((first, rest)), _) if first == "..." => {
            is_shown(rest, lines) || lines.split_first().is_some_and(|(_, lines)| is_shown(shown, lines))
        }
        (Some((first, rest)), Some((line, lines))) => first == line.trim_end() && is_shown(rest, lines),
        (Some(_), None) => false,
    }
}

fn check(readme: &Readme, lang: Lang) -> Result<(), String> {
    let folder = empty();
    for (name, text) in &readme.files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    for Example { typed, shown } in &readme.examples {
        let ran = console::line(typed, folder.path(), lang);
        let said = ran.out + &ran.err;
        let lines: Vec<_> = said.trim_end().lines().collect();
        if !shown.is_empty() && !is_shown(shown, &lines) {
            return Err(format!("$ {typed}\nis shown to say:\n{}\nand says:\n{said}", shown.join("\n")));
        }
        if ran.code == 2 && shown.is_empty() {
            return Err(format!("$ {typed}\n{said}"));
        }
    }
    Ok(())
}

#[test]
fn the_examples_of_the_readme_are_so() {
    let readmes = [("README.md", Lang::En), ("README.ko.md", Lang::Ko)];
    let root = sundown_tests::root();
    for (name, lang) in readmes.into_iter().filter(|(name, _)| Path::new(&root).join(name).exists()) {
        let readme = parsed(&fs::read_to_string(root.join(name)).unwrap());
        assert!(!readme.examples.is_empty(), "{name} has no example of the command");
        check(&readme, lang).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
    }
}

#[test]
fn the_mechanism_runs_compares_and_elides() {
    let text = "# A readme\n```toml\n# my.toml\nregion = \"us-east-1\"\n```\n```console\n$ make anything\nwhatever\n\
                $ estimate compare my.toml --on 2026-12-01\n...\nmy.toml, which says nothing of the workload: the \
                built-in Todo lab · us-east-1 · 2026-12-01\n...\n$ estimate lab nothing\nerror: there is no lab \
                `nothing`; labs: ...\n```\n";
    let mut readme = parsed(text);
    assert_eq!((readme.files.len(), readme.examples.len()), (1, 2));
    let wrong = check(&readme, Lang::En).unwrap_err();
    assert!(wrong.starts_with("$ estimate lab nothing\n"), "{wrong}");
    readme.examples[1].shown = vec!["...".to_owned()];
    check(&readme, Lang::En).unwrap();
    readme.examples[0].shown.push("one line more".to_owned());
    assert!(check(&readme, Lang::En).is_err());
}
