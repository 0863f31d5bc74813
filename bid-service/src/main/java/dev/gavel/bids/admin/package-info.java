/// The port for those who operate the worker: health and metrics. Not for the public.
@NullMarked
package dev.gavel.bids.admin;

import org.jspecify.annotations.NullMarked;
