//! Sites, personas, browsers and databases for tests.
