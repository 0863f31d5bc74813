/// The contract of the room store, its twin in memory, and a writer of its documents.
@NullMarked
package dev.gavel.gateway.store;

import org.jspecify.annotations.NullMarked;
