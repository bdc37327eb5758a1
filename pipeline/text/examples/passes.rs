//! What each cleaning pass does, measured: `passes FILE...` reads UTF-8 texts and prints, for each pass, how many characters it took
//! out and how many it wrote anew (a replaced one counts as both), each as it first meets the text.

use std::{env, error::Error, fs};

use zonefacts_text::clean::{CleanWords, PASSES};
use zonefacts_text::model::Mapped;

fn main() -> Result<(), Box<dyn Error>> {
    let list = concat!(env!("CARGO_MANIFEST_DIR"), "/../../schemas/vocab/clean.csv");
    let words = CleanWords::load(&fs::read_to_string(list)?)?;
    let names: Vec<String> = PASSES.iter().map(|pass| format!("{:>13}", pass.name)).collect();
    println!("{:40} {:>9} {}", "file", "chars", names.concat());
    let mut all = vec![(0, 0); PASSES.len()];
    let mut chars = 0;
    for file in env::args().skip(1) {
        let mut text = Mapped::identity(&fs::read_to_string(&file)?);
        let source = text.source_chars();
        let mut counts = Vec::new();
        for (pass, sum) in PASSES.iter().zip(&mut all) {
            let next = (pass.run)(text.clone(), &words);
            let (gone, new) = changes(&text, &next);
            *sum = (sum.0 + gone, sum.1 + new);
            counts.push((gone, new));
            text = next;
        }
        chars += source;
        print(&file, source, &counts);
    }
    print("all", chars, &all);
    Ok(())
}

fn print(file: &str, chars: u32, counts: &[(usize, usize)]) {
    let name = file.rsplit('/').next().unwrap_or(file);
    let counts: Vec<String> = counts.iter().map(|(gone, new)| format!("{:>13}", format!("-{gone} +{new}"))).collect();
    println!("{name:40} {chars:>9} {}", counts.concat());
}

/// How many characters of `before` are not in `after`, and the other way round; a character is itself at its origin.
fn changes(before: &Mapped, after: &Mapped) -> (usize, usize) {
    let place = |text: &Mapped| text.chars().map(|(_, c, origin)| (origin, c)).collect::<Vec<_>>();
    let (mut before, mut after) = (place(before), place(after));
    before.sort_unstable();
    after.sort_unstable();
    let missing =
        |these: &[(u32, char)], those: &[(u32, char)]| these.iter().filter(|one| those.binary_search(one).is_err()).count();
    (missing(&before, &after), missing(&after, &before))
}
