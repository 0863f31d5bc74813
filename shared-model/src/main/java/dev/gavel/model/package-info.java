/// The words that gateway and bid service share: commands, answers, updates, terms, money, names,
/// and their JSON forms (README: "Record formats"). Depends on nothing of ours, does no I/O, reads
/// no clock and decides nothing.
@NullMarked
package dev.gavel.model;

import org.jspecify.annotations.NullMarked;
