//! The cap table as others read it: a package in Open Cap Format 1.2.0.
//!
//! Nothing in it names anybody but by member number; the only words that a person wrote are the
//! network's name. Each holding is stated as it is on one day: the single rounds stand on the record.
//!
//! Format: Open Cap Table Coalition, *Open Cap Format*, schemas of version 1.2.0.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use ledger::ids::{BasisPoints, MemberNumber, MicroShares, Money, ProposalId};
use ledger::investing::Units;

use crate::statement::day;

#[cfg(test)]
mod tests;

/// One member's shares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Who.
    pub member: MemberNumber,
    /// Earned and vested.
    pub vested: MicroShares,
    /// Earned and still to vest: when, in milliseconds, and how much; oldest first.
    pub vesting: Vec<(u64, MicroShares)>,
    /// Held without having been earned: they never vote.
    pub bought: MicroShares,
}

/// Units of class I that were issued by one offer: a class of its own, since its terms are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitClass {
    /// The decision that offered them.
    pub offer: ProposalId,
    /// What a unit cost, in minor units.
    pub price: Money,
    /// How many were offered.
    pub offered: Units,
    /// The most that a unit returns, of its price.
    pub return_cap: BasisPoints,
    /// When they were issued, in milliseconds.
    pub issued_ms: u64,
    /// Who holds how many, by number.
    pub holders: Vec<(MemberNumber, Units)>,
}

/// Everybody's shares at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CapTable {
    /// The network's name.
    pub name: String,
    /// Its id, hexadecimal.
    pub network: String,
    /// When it was founded, in milliseconds.
    pub founded_ms: u64,
    /// When the table is of, in milliseconds.
    pub at_ms: u64,
    /// Everything that can ever be earned.
    pub authorized: MicroShares,
    /// Who holds shares, by number.
    pub holders: Vec<Holder>,
    /// Units of investors, by offer.
    pub units: Vec<UnitClass>,
}

impl CapTable {
    /// Everybody who holds anything, by number.
    fn stakeholders(&self) -> BTreeSet<MemberNumber> {
        let units = self.units.iter().flat_map(|it| &it.holders);
        let shares = self.holders.iter().map(|it| it.member);
        shares.chain(units.map(|it| it.0)).collect()
    }
}

/// One file of the package but its manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: &'static str,
    /// The list of the manifest that it stands in.
    list: &'static str,
    /// What it says.
    pub text: String,
}

/// Lists of the manifest in which no file stands.
const EMPTY_LISTS: [&str; 4] = [
    "stock_plans_files",
    "stock_legend_templates_files",
    "vesting_terms_files",
    "valuations_files",
];

/// Country of formation: a code that ISO 3166-1 leaves to its users. A commons is formed nowhere
/// until its members found a legal person.
const COUNTRY: &str = "XX";

/// Returns the files of the package, without the manifest, which needs their checksums.
#[must_use]
pub fn files(table: &CapTable) -> Vec<File> {
    vec![
        File {
            name: "StockClasses.ocf.json",
            list: "stock_classes_files",
            text: listed(
                "OCF_STOCK_CLASSES_FILE",
                classes(table)
                    .into_iter()
                    .chain(table.units.iter().map(unit_class)),
            ),
        },
        File {
            name: "Stakeholders.ocf.json",
            list: "stakeholders_files",
            text: listed(
                "OCF_STAKEHOLDERS_FILE",
                table.stakeholders().into_iter().map(stakeholder),
            ),
        },
        File {
            name: "Transactions.ocf.json",
            list: "transactions_files",
            text: listed(
                "OCF_TRANSACTIONS_FILE",
                table
                    .holders
                    .iter()
                    .flat_map(|it| issuances(table, it))
                    .chain(table.units.iter().flat_map(unit_issuances)),
            ),
        },
    ]
}

/// Returns `Manifest.ocf.json` for `files`, each with its MD5 in hexadecimal, which the format asks for.
#[must_use]
pub fn manifest(table: &CapTable, files: &[(File, String)]) -> String {
    let mut lists = String::new();
    for (file, md5) in files {
        let (list, name) = (file.list, file.name);
        // Writing to a String never fails.
        let _ = write!(
            lists,
            ",\n  \"{list}\": [{{\"filepath\": \"{name}\", \"md5\": \"{md5}\"}}]"
        );
    }
    for list in EMPTY_LISTS {
        let _ = write!(lists, ",\n  \"{list}\": []");
    }
    format!(
        "{{\n  \"file_type\": \"OCF_MANIFEST_FILE\",\n  \"ocf_version\": \"1.2.0\",\n  \
         \"issuer\": {{\"object_type\": \"ISSUER\", \"id\": \"{}\", \"legal_name\": {}, \"formation_date\": \"{}\", \
         \"country_of_formation\": \"{COUNTRY}\"}},\n  \"as_of\": \"{}\",\n  \"generated_at\": \"{}\",\n  \
         \"comments\": [\"Holders are named by member number. Each holding is stated as of this day; the single rounds stand on the record.\", \
         \"Formed nowhere: XX is a code that ISO 3166-1 leaves to its users.\"]{lists}\n}}\n",
        table.network,
        quoted(&table.name),
        day(table.founded_ms),
        day(table.at_ms),
        second(table.at_ms),
    )
}

fn classes(table: &CapTable) -> [String; 2] {
    [
        format!(
            "{{\"object_type\": \"STOCK_CLASS\", \"id\": \"earned\", \"name\": \"Earned\", \"class_type\": \"COMMON\", \
             \"default_id_prefix\": \"E-\", \"initial_shares_authorized\": \"{}\", \"votes_per_share\": \"0\", \"seniority\": \"1\", \
             \"comments\": [\"One member has one vote. Stewards weigh by the square root of what they earned and is vested.\"]}}",
            shares(table.authorized)
        ),
        "{\"object_type\": \"STOCK_CLASS\", \"id\": \"bought\", \"name\": \"Held without being earned\", \"class_type\": \"COMMON\", \
         \"default_id_prefix\": \"B-\", \"initial_shares_authorized\": \"NOT APPLICABLE\", \"votes_per_share\": \"0\", \"seniority\": \"1\", \
         \"comments\": [\"Earned by somebody else before. They never vote and weigh nothing.\"]}"
            .to_owned(),
    ]
}

/// Investors come before members with their price once, and get no more than the cap.
fn unit_class(it: &UnitClass) -> String {
    let (offer, units) = (it.offer, it.offered);
    format!(
        "{{\"object_type\": \"STOCK_CLASS\", \"id\": \"class-i-{offer}\", \"name\": \"Class I, offer {offer}\", \"class_type\": \"PREFERRED\", \
         \"default_id_prefix\": \"I{offer}-\", \"initial_shares_authorized\": \"{units}\", \"votes_per_share\": \"0\", \"seniority\": \"2\", \
         \"price_per_share\": {}, \"liquidation_preference_multiple\": \"1\", \"participation_cap_multiple\": \"{}\", \
         \"comments\": [\"No vote. Redeemable; what a unit returns, with its redemption, is capped.\"]}}",
        money(it.price),
        multiple(it.return_cap)
    )
}

fn unit_issuances(it: &UnitClass) -> impl Iterator<Item = String> {
    let (offer, date, price) = (it.offer, day(it.issued_ms), money(it.price));
    it.holders.iter().map(move |(number, units)| {
        format!(
            "{{\"object_type\": \"TX_STOCK_ISSUANCE\", \"id\": \"issue-I{offer}-{number}\", \"security_id\": \"I{offer}-{number}\", \
             \"custom_id\": \"I{offer}-{number}\", \"date\": \"{date}\", \"stakeholder_id\": \"member-{number}\", \
             \"stock_class_id\": \"class-i-{offer}\", \"share_price\": {price}, \
             \"quantity\": \"{units}\", \"security_law_exemptions\": [], \"stock_legend_ids\": []}}"
        )
    })
}

fn money(amount: Money) -> String {
    let (whole, rest) = (amount.0 / 100, amount.0 % 100);
    format!("{{\"amount\": \"{whole}.{rest:02}\", \"currency\": \"EUR\"}}")
}

/// Basis points as a multiple: 25,000 is 2.5.
fn multiple(of: BasisPoints) -> String {
    format!("{}.{:04}", of.0 / 10_000, of.0 % 10_000)
}

fn stakeholder(number: MemberNumber) -> String {
    format!(
        "{{\"object_type\": \"STAKEHOLDER\", \"id\": \"member-{number}\", \"name\": {{\"legal_name\": \"Member {number}\"}}, \
         \"stakeholder_type\": \"INDIVIDUAL\", \"issuer_assigned_id\": \"{number}\"}}"
    )
}

/// One security for what is vested, one for what is not, one for what was not earned.
fn issuances(table: &CapTable, holder: &Holder) -> impl Iterator<Item = String> {
    let vesting = holder.vesting.iter().map(|it| it.1.0);
    let vesting = MicroShares(vesting.fold(0, u64::saturating_add));
    let mut dates = String::new();
    for (index, (at_ms, amount)) in holder.vesting.iter().enumerate() {
        let comma = if index == 0 { "" } else { ", " };
        // Writing to a String never fails.
        let _ = write!(
            dates,
            "{comma}{{\"date\": \"{}\", \"amount\": \"{}\"}}",
            day(*at_ms),
            shares(*amount)
        );
    }
    let dates = format!(", \"vestings\": [{dates}]");
    let parts = [
        ("earned", "V", holder.vested, String::new()),
        ("earned", "W", vesting, dates),
        ("bought", "B", holder.bought, String::new()),
    ];
    let (number, date) = (holder.member, day(table.at_ms));
    parts.into_iter().filter(|it| it.2.0 > 0).map(move |(class, letter, amount, more)| {
        format!(
            "{{\"object_type\": \"TX_STOCK_ISSUANCE\", \"id\": \"issue-{letter}-{number}\", \"security_id\": \"{letter}-{number}\", \
             \"custom_id\": \"{letter}-{number}\", \"date\": \"{date}\", \"stakeholder_id\": \"member-{number}\", \
             \"stock_class_id\": \"{class}\", \"share_price\": {{\"amount\": \"0\", \"currency\": \"EUR\"}}, \
             \"quantity\": \"{}\", \"security_law_exemptions\": [], \"stock_legend_ids\": []{more}}}",
            shares(amount)
        )
    })
}

/// One item a line.
fn listed(kind: &str, items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.map(|it| format!("    {it}")).collect();
    let items = items.join(",\n");
    format!("{{\n  \"file_type\": \"{kind}\",\n  \"items\": [\n{items}\n  ]\n}}\n")
}

/// Micro-shares as a number with six decimals.
fn shares(amount: MicroShares) -> String {
    let unit = MicroShares::SHARE.0;
    format!("{}.{:06}", amount.0 / unit, amount.0 % unit)
}

/// A moment to the second, as RFC 3339 has it.
fn second(at_ms: u64) -> String {
    let seconds = at_ms / 1_000 % 86_400;
    let (hour, minute) = (seconds / 3_600, seconds / 60 % 60);
    format!("{}T{hour:02}:{minute:02}:{:02}Z", day(at_ms), seconds % 60)
}

/// A string of JSON.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            control if control < ' ' => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(control));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}
