//! The door from outside: its routes and who may use them, its words, its pages in stories.

mod access;
mod asking;
mod assets;
mod auction;
mod bank;
mod budgets;
mod charter;
mod choosing;
mod commons;
mod deliberation;
mod elections;
mod install;
mod instructing;
mod messages;
mod openapi;
mod payments;
mod reading;
mod record;
mod roadmap;
mod share;
mod site;
mod surplus;
mod treasury;
mod trust;
mod writing;
mod you;
