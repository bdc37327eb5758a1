//! One packed file: it goes by the container's name without the packing's extension.

use super::Unpacking;
use crate::{
    content::Content,
    source::{Given, Rejected},
};

pub(super) fn read(content: Content, unpacking: &mut Unpacking) -> Result<(), Rejected> {
    let own = unpacking.own_name();
    // A page that is packed without saying so keeps its name.
    let name = match own.rsplit_once('.') {
        Some((stem, "gz" | "GZ" | "zst" | "ZST")) => stem,
        _ => own,
    };
    let name = name.to_owned();
    unpacking.entry(&name, &Given::default(), false, &mut content.stream())
}
