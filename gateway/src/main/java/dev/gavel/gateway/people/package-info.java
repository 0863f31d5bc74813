/// Who people are, and what they are called to others.
///
/// Owns the reading of users and the labels. Names are data: nothing here trusts what stands in
/// them. Personal data is looked up when a text is written and kept for a short time only.
@NullMarked
package dev.gavel.gateway.people;

import org.jspecify.annotations.NullMarked;
