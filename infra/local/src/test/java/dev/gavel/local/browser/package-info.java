/// The page in a real browser, against the whole system.
@NullMarked
package dev.gavel.local.browser;

import org.jspecify.annotations.NullMarked;
