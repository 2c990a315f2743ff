//! A synthetic EC2 region file of any size in the real shape: pretty-printed, every number a string, products and terms
//! apart, eight look-alikes around each real product, and twelve reserved terms for each one that is sold by the hour.

use std::fmt::Write as _;
use std::io::{self, Write};

/// What stands first in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    ProductsFirst,
    TermsFirst,
}

/// The file to be written.
#[derive(Clone, Copy, Debug)]
pub struct Synth<'a> {
    pub region: &'a str,
    pub location: &'a str,
    pub prefix: &'a str,
    /// About so many bytes: whole instance types are written until there are enough.
    pub bytes: u64,
    pub order: Order,
}

/// What a type costs by the hour, in ten-thousandths of a dollar: known, so that a reader's answer can be checked.
pub fn price(index: usize) -> usize {
    100 + index * 7 % 90_000
}

/// The name of the type with that number.
pub fn instance_type(index: usize) -> String {
    match index {
        0 => "t3.micro".to_owned(),
        1 => "t3.small".to_owned(),
        other => format!("x{}.{}xlarge", other / 40, other % 40 + 1),
    }
}

impl Synth<'_> {
    /// Bytes of one instance type in both halves of the file, measured from the shape below.
    const PER_TYPE: u64 = 81_600;

    pub fn types(&self) -> usize {
        usize::try_from(self.bytes / Self::PER_TYPE).unwrap_or(usize::MAX).max(2)
    }

    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write!(
            out,
            "{{\n  \"formatVersion\" : \"v1.0\",\n  \"disclaimer\" : \"synthetic, for tests: {{[ \\\"not a price list\\\" ]}}\",\n  \
             \"offerCode\" : \"AmazonEC2\",\n  \"version\" : \"20260910195514\",\n  \
             \"publicationDate\" : \"2026-09-10T19:55:14Z\",\n"
        )?;
        if self.order == Order::ProductsFirst {
            self.products(out)?;
            out.write_all(b",\n")?;
            self.terms(out)?;
        } else {
            self.terms(out)?;
            out.write_all(b",\n")?;
            self.products(out)?;
        }
        out.write_all(b",\n  \"attributesList\" : { }\n}\n")
    }

    fn products(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"  \"products\" : {\n")?;
        let mut text = String::new();
        for index in 0..self.types() {
            for (variant, kind) in KINDS.iter().enumerate() {
                let separator = if index == 0 && variant == 0 { "" } else { ",\n" };
                text.clear();
                text.push_str(separator);
                self.product(&mut text, index, variant, kind);
                out.write_all(text.as_bytes())?;
            }
        }
        out.write_all(b"\n  }")
    }

    fn product(&self, text: &mut String, index: usize, variant: usize, kind: &Kind) {
        let (sku, name) = (sku(index, variant), instance_type(index));
        let Self { region, location, prefix, .. } = self;
        let _ = write!(
            text,
            "    \"{sku}\" : {{\n      \"sku\" : \"{sku}\",\n      \"productFamily\" : \"Compute Instance\",\n      \"attributes\" : {{\n"
        );
        for (name, value) in FIXED {
            let _ = writeln!(text, "        \"{name}\" : \"{value}\",");
        }
        let _ = write!(
            text,
            "        \"location\" : \"{location}\",\n        \"instanceType\" : \"{name}\",\n        \
             \"tenancy\" : \"{tenancy}\",\n        \"operatingSystem\" : \"{system}\",\n        \
             \"licenseModel\" : \"{licence}\",\n        \"usagetype\" : \"{prefix}{usage}:{name}\",\n        \
             \"operation\" : \"RunInstances{operation}\",\n        \"capacitystatus\" : \"{capacity}\",\n        \
             \"marketoption\" : \"OnDemand\",\n        \"preInstalledSw\" : \"{software}\",\n        \
             \"regionCode\" : \"{region}\",\n        \"servicename\" : \"Amazon Elastic Compute Cloud\"\n      }}\n    }}",
            tenancy = kind.tenancy,
            system = kind.system,
            licence = kind.licence,
            usage = kind.usage,
            operation = kind.operation,
            capacity = kind.capacity,
            software = kind.software,
        );
    }

    fn terms(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"  \"terms\" : {\n    \"OnDemand\" : {\n")?;
        self.each_term(out, &|text, index, variant| {
            term(
                text,
                &sku(index, variant),
                "JRTCKXETXF",
                price(index) * (variant + 1),
                "\"termAttributes\" : { }",
            );
        })?;
        out.write_all(b"\n    },\n    \"Reserved\" : {\n")?;
        self.each_term(out, &|text, index, variant| {
            let sku = sku(index, variant);
            if variant > 5 {
                let _ = write!(text, "      \"{sku}\" : {{ }}");
                return;
            }
            let _ = writeln!(text, "      \"{sku}\" : {{");
            for (at, code) in RESERVED.iter().enumerate() {
                let attributes = "\"termAttributes\" : {\n            \"LeaseContractLength\" : \"1yr\",\n            \
                     \"OfferingClass\" : \"standard\",\n            \"PurchaseOption\" : \"No Upfront\"\n          }";
                if at > 0 {
                    text.push_str(",\n");
                }
                one_term(text, &sku, code, price(index) / 2, attributes);
            }
            text.push_str("\n      }");
        })?;
        out.write_all(b"\n    }\n  }")
    }

    fn each_term(&self, out: &mut dyn Write, one: &dyn Fn(&mut String, usize, usize)) -> io::Result<()> {
        let mut text = String::new();
        for index in 0..self.types() {
            for variant in 0..KINDS.len() {
                text.clear();
                if index + variant > 0 {
                    text.push_str(",\n");
                }
                one(&mut text, index, variant);
                out.write_all(text.as_bytes())?;
            }
        }
        Ok(())
    }
}

fn term(text: &mut String, sku: &str, code: &str, price: usize, attributes: &str) {
    let _ = writeln!(text, "      \"{sku}\" : {{");
    one_term(text, sku, code, price, attributes);
    text.push_str("\n      }");
}

fn one_term(text: &mut String, sku: &str, code: &str, price: usize, attributes: &str) {
    let (dollars, rest) = (price / 10_000, price % 10_000);
    let _ = write!(
        text,
        "        \"{sku}.{code}\" : {{\n          \"offerTermCode\" : \"{code}\",\n          \"sku\" : \"{sku}\",\n          \
         \"effectiveDate\" : \"2026-09-01T00:00:00Z\",\n          \"priceDimensions\" : {{\n            \
         \"{sku}.{code}.6YS6EN2CT7\" : {{\n              \"rateCode\" : \"{sku}.{code}.6YS6EN2CT7\",\n              \
         \"unit\" : \"Hrs\",\n              \"endRange\" : \"Inf\",\n              \
         \"description\" : \"${dollars}.{rest:04} per On Demand Linux {{instance}} Hour\",\n              \
         \"appliesTo\" : [ ],\n              \"beginRange\" : \"0\",\n              \"pricePerUnit\" : {{\n                \
         \"USD\" : \"{dollars}.{rest:04}000000\"\n              }}\n            }}\n          }},\n          {attributes}\n        }}",
    );
}

/// Sixteen letters and digits, as AWS's are.
pub fn sku(index: usize, variant: usize) -> String {
    format!("{:0>13X}{:0>3X}", index.wrapping_mul(2_654_435_761) % 0xF_FFFF_FFFF, variant)
}

const RESERVED: [&str; 12] = [
    "4NA7Y494T4",
    "6QCMYABX3D",
    "7NE97W5U4E",
    "BPH4J8HBKS",
    "CUZHX8X6JH",
    "HU7G6KETJZ",
    "38NPMPTW36",
    "MZU6U2429S",
    "NQ3QZPMQV9",
    "R5XV2EPZQZ",
    "VJWZNREJX2",
    "Z2E3P23VKM",
];

struct Kind {
    usage: &'static str,
    tenancy: &'static str,
    system: &'static str,
    licence: &'static str,
    operation: &'static str,
    capacity: &'static str,
    software: &'static str,
}

const LINUX: Kind = Kind {
    usage: "BoxUsage",
    tenancy: "Shared",
    system: "Linux",
    licence: "No License required",
    operation: "",
    capacity: "Used",
    software: "NA",
};

/// The product a reader may take stands first; the others look like it.
const KINDS: [Kind; 9] = [
    LINUX,
    Kind { system: "Windows", operation: ":0002", ..LINUX },
    Kind { system: "Windows", operation: ":0800", licence: "Bring your own license", ..LINUX },
    Kind { software: "SQL Std", operation: ":0004", ..LINUX },
    Kind { usage: "DedicatedUsage", tenancy: "Dedicated", ..LINUX },
    Kind { usage: "HostBoxUsage", tenancy: "Host", ..LINUX },
    Kind { usage: "UnusedBox", capacity: "UnusedCapacityReservation", ..LINUX },
    Kind { usage: "Reservation", capacity: "AllocatedCapacityReservation", ..LINUX },
    Kind { system: "RHEL", operation: ":0010", ..LINUX },
];

const FIXED: &[(&str, &str)] = &[
    ("servicecode", "AmazonEC2"),
    ("locationType", "AWS Region"),
    ("currentGeneration", "Yes"),
    ("instanceFamily", "General purpose"),
    ("vcpu", "2"),
    ("physicalProcessor", "Intel Skylake E5 2686 v5"),
    ("clockSpeed", "3.1 GHz"),
    ("memory", "1 GiB"),
    ("storage", "EBS only"),
    ("networkPerformance", "Up to 5 Gigabit"),
    ("processorArchitecture", "64-bit"),
    ("availabilityzone", "NA"),
    ("classicnetworkingsupport", "false"),
    ("dedicatedEbsThroughput", "Up to 2085 Mbps"),
    ("ecu", "Variable"),
    ("enhancedNetworkingSupported", "No"),
    ("gpuMemory", "NA"),
    ("intelAvxAvailable", "Yes"),
    ("intelAvx2Available", "Yes"),
    ("intelTurboAvailable", "Yes"),
    ("normalizationSizeFactor", "0.5"),
    ("processorFeatures", "AVX; AVX2; Intel AVX; Intel AVX2; Intel AVX512; Intel Turbo"),
    ("vpcnetworkingsupport", "true"),
];
