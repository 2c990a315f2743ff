//! Payloads that are billed by the started block: API Gateway by 512 KB, DynamoDB by 1 or 4 KB, SQS and SNS by 64 KB.

use rust_decimal::Decimal;

use crate::error::{Invalid, TooLarge};
use crate::exact::Exact;
use crate::quantity::{Kilobytes, Quantity};

/// How many started blocks of so many KB a payload is; an empty one is one.
pub(crate) fn blocks(payload: Kilobytes, kilobytes: u32) -> Result<Decimal, TooLarge> {
    Ok(payload.number().over(Decimal::from(kilobytes))?.ceil().max(Decimal::ONE))
}

/// Refuses a payload that AWS would refuse.
pub(crate) fn at_most(field: &'static str, payload: Kilobytes, kilobytes: u32) -> Result<(), Invalid> {
    let size = payload.number();
    if size <= Decimal::from(kilobytes) {
        return Ok(());
    }
    Err(Invalid::new(
        field,
        format!("`{size}` KB is more than AWS takes: {kilobytes} KB at most"),
        format!("`{size}`KB: AWS가 받는 크기는 최대 {kilobytes}KB입니다"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_started_block_is_a_whole_one_and_nothing_is_one_too() {
        let of_512 = |kb: &str| blocks(Kilobytes::of(kb.parse().unwrap()), 512).unwrap().to_string();
        assert_eq!(["0", "46", "512", "512.000001", "1025"].map(of_512), ["1", "1", "1", "2", "3"]);
    }

    #[test]
    fn more_than_aws_takes_is_refused_by_its_field() {
        assert!(at_most("item_kb", Kilobytes::from(400), 400).is_ok());
        assert_eq!(at_most("item_kb", Kilobytes::from(401), 400).unwrap_err().field, "item_kb");
    }
}
