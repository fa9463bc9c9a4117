//! Numbers as forms and programs send them.

use serde::Deserialize;

/// A number, as a number or as text.
#[derive(Clone, Copy, Debug)]
pub struct Number(pub u32);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        use serde::de::Error as _;
        let value = serde_json::Value::deserialize(from)?;
        let number = match &value {
            serde_json::Value::String(text) => text.trim().parse().ok(),
            other => other.as_u64().and_then(|number| u32::try_from(number).ok()),
        };
        number
            .map(Self)
            .ok_or_else(|| D::Error::custom("a whole number is expected"))
    }
}

/// Numbers: a list of them, or one alone, as forms send it.
#[derive(Clone, Debug, Default)]
pub struct Numbers(pub Vec<u32>);

impl<'de> Deserialize<'de> for Numbers {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        use serde::de::Error as _;
        let value = serde_json::Value::deserialize(from)?;
        let list = match value {
            serde_json::Value::Array(list) => list,
            one => vec![one],
        };
        let numbers = list.into_iter().map(serde_json::from_value::<Number>);
        let read: Result<Vec<u32>, _> = numbers.map(|it| it.map(|it| it.0)).collect();
        read.map(Self).map_err(D::Error::custom)
    }
}
