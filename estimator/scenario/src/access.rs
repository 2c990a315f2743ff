//! A table handed to serde entry by entry, each with its place; and the kind of a resource, which is the name of a table.

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, VariantAccess, Visitor,
};

use crate::fault::{Fault, What};
use crate::node::Node;
use crate::source::Span;
use crate::wanted::Wanted;

/// The fields of a table, in the order they were written.
pub(crate) struct Fields<'a> {
    pub(crate) entries: std::vec::IntoIter<Node<'a>>,
    pub(crate) value: Option<Node<'a>>,
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let Some(node) = self.entries.next() else { return Ok(None) };
        let (name, span) = (node.name(), node.key_span());
        self.value = Some(node);
        named(seed, name, &span).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        let node = self.value.take().ok_or_else(|| Fault::of(What::Refused))?;
        let span = node.span();
        seed.deserialize(node).map_err(|fault| fault.placed(&span))
    }
}

/// A resource's kind is the name of its table.
pub(crate) struct Kind<'a>(pub(crate) Node<'a>);

impl<'de, 'a> EnumAccess<'de> for Kind<'a> {
    type Error = Fault;
    type Variant = Node<'a>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Node<'a>), Fault> {
        let read = named(seed, self.0.name(), &self.0.key_span()).map_err(|mut fault| {
            if let What::UnknownChoice { written, allowed } = fault.what {
                fault.what = What::UnknownKind { written, allowed };
            }
            fault
        })?;
        Ok((read, self.0))
    }
}

impl<'de> VariantAccess<'de> for Node<'_> {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        Err(self.wrong_type(Wanted::Text))
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Fault> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_map(visitor)
    }
}

fn named<'de, S: DeserializeSeed<'de>>(seed: S, name: &str, span: &Span) -> Result<S::Value, Fault> {
    let name: StrDeserializer<'_, Fault> = name.into_deserializer();
    seed.deserialize(name).map_err(|fault| fault.placed(span))
}
