//! The answer as one page: everything inside one file, readable without a network and without a script, on a phone, a
//! projector or paper. The exact figures stand in it as JSON too.

mod bars;
pub mod curves;
mod plot;

use askama::Template;
use sundown_engine::compare::Comparison;
use sundown_engine::estimate::World;
use sundown_engine::text::{Lang, Text};

use crate::answer::line::Line;
use crate::answer::{Answer, Way, answer, heading};
use crate::asked::Asked;
use crate::json;
use bars::{Bar, Legend};
use curves::Curves;
use plot::{NARROW, Plot, WIDE};

/// What the template is filled with.
#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    lang: Lang,
    answer: Answer,
    bars: Vec<Bar>,
    legend: Vec<Legend>,
    curves: Option<Drawn<'a>>,
    json: String,
}

/// The break-even figure, for wide and for narrow screens.
struct Drawn<'a> {
    wide: Plot,
    narrow: Plot,
    names: &'a [String],
    crossings: &'a [(sundown_engine::Decimal, String)],
}

pub fn render(
    comparison: &Comparison,
    asked: &Asked,
    world: &World<'_>,
    breakeven: Option<&Curves>,
) -> askama::Result<String> {
    let answer = answer(comparison, asked, world);
    let exact = json::document(comparison, asked, world);
    let (bars, legend) = bars::bars(&answer, asked.lang);
    let drawn = breakeven.filter(|curves| !curves.points.is_empty()).map(|curves| Drawn {
        wide: plot::plot(curves, asked, WIDE),
        narrow: plot::plot(curves, asked, NARROW),
        names: &curves.names,
        crossings: &curves.crossings,
    });
    let json = serde_json::to_string(&exact).map_err(|error| askama::Error::custom(error.to_string()))?;
    Page { lang: asked.lang, answer, bars, legend, curves: drawn, json: inert(&json) }.render()
}

/// JSON that cannot end the element it stands in: letters that HTML reads are written as JSON escapes.
fn inert(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// What the template asks for.
impl Page<'_> {
    fn say(&self, text: Text) -> &'static str {
        text.in_lang(self.lang)
    }

    fn ways(&self) -> impl Iterator<Item = (&Way, &Bar)> {
        self.answer.ways.iter().zip(&self.bars)
    }

    fn resources(&self, line: &Line) -> String {
        line.resources.join(", ")
    }
}

/// Words only the page has.
mod word {
    use super::Text;

    pub(super) const COST: Text = Text::new("What a month costs", "한 달 비용");
    pub(super) const CHEAPEST: Text = Text::new("cheapest", "가장 저렴");
    pub(super) const REFUSED: Text = Text::new("refused on this plan", "이 플랜에서 거부됨");
    pub(super) const NOT_PAID: Text = Text::new("free tier and credits", "무료 이용·크레딧");
    pub(super) const BREAKEVEN: Text = Text::new("Where they meet", "비용이 같아지는 지점");
    pub(super) const AXES: Text = Text::new(
        "Cost a month over requests a month, both on logarithmic axes",
        "월 요청 수에 따른 월 비용(두 축 모두 로그)",
    );
    pub(super) const NEVER_MEET: Text =
        Text::new("They do not meet in this range.", "이 범위에서는 만나지 않습니다.");
    pub(super) const STEP: Text = Text::new("step", "단계");
    pub(super) const AMOUNT: Text = Text::new("amount", "사용량");
    pub(super) const EACH: Text = Text::new("each", "단가");
    pub(super) const COSTS: Text = Text::new("cost", "금액");
    pub(super) const PAGE: Text = Text::new("AWS's pricing page", "AWS 요금 페이지");
}

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn the_json_cannot_leave_its_element() {
        let safe = inert("{\"a\":\"</script><!-- & -->\"}");
        assert!(!safe.contains(['<', '>', '&']));
        let value: serde_json::Value = serde_json::from_str(&safe).unwrap();
        assert_eq!(value["a"], "</script><!-- & -->");
    }
}
