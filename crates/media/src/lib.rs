//! The media jail: foreign pictures are decoded in a child process under limits.
