//! **report**: answers as plain data, and as text.
