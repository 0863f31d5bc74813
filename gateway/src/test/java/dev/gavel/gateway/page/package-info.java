/// Tests of the page that need no browser.
@NullMarked
package dev.gavel.gateway.page;

import org.jspecify.annotations.NullMarked;
