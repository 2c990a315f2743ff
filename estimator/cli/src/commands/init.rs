//! `estimate init`: a scenario to start from, which says the same as nothing at all until it is changed.

use sundown_engine::resource::Kind;
use sundown_engine::text::{Lang, Text};
use sundown_engine::workload::Workload;
use sundown_talk::failure::{Ending, Failure};
use sundown_talk::output;

use crate::input::DEFAULT_FILE;

pub(crate) fn run(lang: Lang) -> Result<Ending, Failure> {
    output::write_new(DEFAULT_FILE, &template(lang))?;
    output::answer(match lang {
        Lang::En => "estimate.toml is written; change it, then:\n→ estimate",
        Lang::Ko => "estimate.toml 파일을 만들었습니다. 수정한 뒤 실행하십시오:\n→ estimate",
    })
}

/// Every field of the workload with its meaning and default, and how the rest is written.
fn template(lang: Lang) -> String {
    let head = Text::new(
        "# What to estimate. Every line may be left out.\nregion = \"ap-northeast-2\"\n",
        "# 무엇을 계산할지 적습니다. 모든 줄은 생략할 수 있습니다.\nregion = \"ap-northeast-2\"\n",
    );
    let rest = Text::new(
        "\n[lab]\nfor = \"3h\"                # how long; also \"90m\", \"2 days\"\nstudents = 1\naccounts = \"own\"          # own, shared, organization\n\
         \n# The account, where you know it: what is free depends on it.\n# [account]\n# opened = 2026-09-01\n# plan = \"free\"\n# credits = 100\n\
         \n# Won instead of dollars.\n# [money]\n# currency = \"KRW\"\n# rate = 1390\n\
         \n# A deployment of your own, beside the three architectures: estimate explain SERVICE lists the fields.\n\
         # [deployments.mine.api.lambda]\n# memory_mb = 512\n# requests = 3_000_000\n# duration_ms = 120\n",
        "\n[lab]\nfor = \"3h\"                # 실습 시간. \"90m\", \"2 days\"도 가능\nstudents = 1\naccounts = \"own\"          # own, shared, organization\n\
         \n# 계정 정보를 알면 적습니다. 무료 이용 범위가 달라집니다.\n# [account]\n# opened = 2026-09-01\n# plan = \"free\"\n# credits = 100\n\
         \n# 달러 대신 원화로 표시\n# [money]\n# currency = \"KRW\"\n# rate = 1390\n\
         \n# 세 가지 구성과 비교할 나만의 구성. 필드는 estimate explain SERVICE로 확인합니다.\n\
         # [deployments.mine.api.lambda]\n# memory_mb = 512\n# requests = 3_000_000\n# duration_ms = 120\n",
    );
    let Kind { fields, defaults, .. } = Workload::KIND;
    let mut text = format!("{}\n[workload]\n", head.in_lang(lang));
    for (field, default) in fields.iter().zip(defaults()) {
        let (name, about) = (field.name, field.about.in_lang(lang));
        let line = if default.is_empty() { format!("# {name} =") } else { format!("{name} = {default}") };
        text.push_str(&format!("{line:<34} # {about}\n"));
    }
    text + rest.in_lang(lang)
}
