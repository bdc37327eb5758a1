//! Tar archives, read as a stream: what stands before damage is read.

use super::{Exactly, Unpacking, decoded_name, visible};
use crate::{
    content::Content,
    source::{Given, Rejected},
};

pub(super) fn read(content: Content, unpacking: &mut Unpacking) -> Result<(), Rejected> {
    let mut archive = tar::Archive::new(content.stream());
    for entry in archive.entries()? {
        let mut entry = entry.map_err(|error| Rejected(format!("the archive is damaged: {error}")))?;
        let name = Some(decoded_name(&entry.path_bytes())).filter(|_| entry.header().entry_type().is_file());
        if let Some(name) = name.as_deref().and_then(visible) {
            let left = entry.size();
            unpacking.entry(&name, &Given::default(), false, &mut Exactly::new(&mut entry, left))?;
        }
    }
    Ok(())
}
