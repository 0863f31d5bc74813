/// The web page: its files, the libraries it takes from webjars, and the headers that keep it safe.
///
/// Owns what a browser is told about where scripts, styles and pictures may come from. Knows no
/// room and no user.
@NullMarked
package dev.gavel.gateway.page;

import org.jspecify.annotations.NullMarked;
