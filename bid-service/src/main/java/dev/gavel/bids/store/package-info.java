/// The view of the log in MongoDB: what anyone may read without replaying, and where a worker
/// resumes. Owns the documents' forms and the guards that keep an old write from undoing a newer
/// one; decides nothing.
@NullMarked
package dev.gavel.bids.store;

import org.jspecify.annotations.NullMarked;
