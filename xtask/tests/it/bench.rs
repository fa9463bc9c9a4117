use xtask::bench::table::{Row, render};
use xtask::bench::wrk::{Outcome, parse};

const SAID: &str = "Running 8s test @ http://localhost:4000/
  1 threads and 32 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     5.63ms    1.31ms  21.95ms   83.92%
    Req/Sec     5.71k   312.11     6.30k    71.25%
  Latency Distribution
     50%    5.50ms
     75%  950.00us
     90%    7.01ms
     99%    1.05s
  45434 requests in 8.01s, 1.20GB read
  Socket errors: connect 0, read 1, write 0, timeout 2
  Non-2xx or 3xx responses: 4
Requests/sec:   5672.33
Transfer/sec:    153.21MB
";

#[test]
fn the_words_of_wrk_are_understood() {
    let outcome = parse(SAID).expect("it is wrk's dialect");
    let wanted = Outcome {
        per_second: 5_672.33,
        p50_ms: 5.5,
        p99_ms: 1_050.0,
        failures: 7,
    };
    assert_eq!(outcome, wanted);
    assert!(parse("wrk: command not found").is_err());
}

#[test]
fn a_missed_number_is_marked() {
    let row = Row::new("home page", String::from("4,000/s"));
    let table = render(&[row
        .against(String::from("bare 40,000/s"))
        .wanted("20 %", false)]);
    assert!(
        table.ends_with("| home page | 4,000/s | bare 40,000/s | 20 % | **no** |\n"),
        "{table}"
    );
}
