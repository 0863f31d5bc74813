@NullMarked
package dev.gavel.model;

import org.jspecify.annotations.NullMarked;
