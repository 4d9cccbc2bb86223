// Pieces of pages are swapped instead of loading whole pages. Without this module every link works as a link.
