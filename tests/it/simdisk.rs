//! A disk that can be made to fail.
