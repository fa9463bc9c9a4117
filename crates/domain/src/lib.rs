//! Local rules of the platform, answerable from values alone.
