//! The door from outside: its routes and who may use them, its words, its pages in stories.

mod access;
mod asking;
mod assets;
mod charter;
mod choosing;
mod commons;
mod deliberation;
mod elections;
mod install;
mod instructing;
mod messages;
mod openapi;
mod reading;
mod record;
mod roadmap;
mod share;
mod site;
mod treasury;
mod writing;
mod you;
