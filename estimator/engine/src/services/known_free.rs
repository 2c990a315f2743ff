//! How a room for something AWS does not charge for is declared. It is metered all the same, so that a report can say that
//! it is free, by which rule, and that what it starts is not.

/// One service with one resource and one meter that a rule makes free without limit.
macro_rules! known_free {
    (
        $key:literal $name:literal $page:literal $about_en:literal / $about_ko:literal;
        $(#[$doc:meta])* $resource:ident $kind:literal $en:literal / $ko:literal;
        $meter:literal $unit:literal $unit_en:literal / $unit_ko:literal
    ) => {
        use crate::error::Invalid;
        use crate::meter::Meter;
        use crate::quantity::{Count, Quantity};
        use crate::resource::{Billable, Site, resource};
        use crate::services::Service;
        use crate::text::Text;
        use crate::unit::Unit;
        use crate::usage::{Bill, Factor};

        const UNIT: Unit = Unit { id: $unit, name: Text::new($unit_en, $unit_ko), per: 1 };

        pub const METER: Meter =
            Meter { key: $meter, unit: UNIT, name: Text::new($en, $ko), select: None };

        pub const SERVICE: Service = Service {
            key: $key,
            name: $name,
            about: Text::new($about_en, $about_ko),
            page: $page,
            meters: &[&METER],
            kinds: &[&$resource::KIND],
        };

        resource! {
            $(#[$doc])*
            $resource $kind $en / $ko {
                count: Count = 1, "how many" / "개수";
            }
        }

        impl Billable for $resource {
            fn usage(&self, _at: &Site<'_>, bill: &mut Bill) -> Result<(), Invalid> {
                Ok(bill.uses(METER.whole(), [Factor::new(self.count.number(), &UNIT)])?)
            }
        }
    };
}
pub(crate) use known_free;

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use crate::allowance::{Allowance, Entitled};
    use crate::charge::Step;
    use crate::estimate::{Deployment, Scope, World, estimate};
    use crate::services::autoscaling::AutoScalingGroup;
    use crate::testing::{book, facts};

    #[test]
    fn what_is_known_to_be_free_says_by_which_rule_and_of_what_day() {
        let rule = Allowance {
            id: "always.control_planes".into(),
            meters: vec!["autoscaling/group".into()],
            amount: None,
            unit: "-".into(),
            who: Entitled::Everyone,
            from: None,
            until: None,
            source: "the rule's source".into(),
            date: "2026-10".into(),
        };
        let (book, facts) = (book(&[("autoscaling/group", "Groups", "0")]), facts(vec![rule]));
        let on = jiff::civil::date(2026, 11, 21);
        let world = World { book: &book, facts: &facts, account: crate::account::Account::default(), on };
        let resources = vec![("group".into(), AutoScalingGroup::default().into())];
        let bill = estimate(&world, &Deployment { name: "any".into(), resources }, &Scope::month()).unwrap();
        let [charge] = &bill.charges[..] else { panic!("one charge: {bill:?}") };
        assert_eq!((charge.source.as_ref(), charge.price_date.as_ref()), ("the rule's source", "2026-10"));
        assert!(
            matches!(&charge.steps[..], [Step::Free { amount, usd_each: None, .. }] if *amount == Decimal::ONE)
        );
        assert_eq!(charge.parts[0].factors.len(), 1);
    }
}
