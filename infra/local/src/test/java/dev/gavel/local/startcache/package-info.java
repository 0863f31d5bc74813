@NullMarked
package dev.gavel.local.startcache;

import org.jspecify.annotations.NullMarked;
