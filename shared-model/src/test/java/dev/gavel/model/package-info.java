/// Tests of the words and their forms.
@NullMarked
package dev.gavel.model;

import org.jspecify.annotations.NullMarked;
