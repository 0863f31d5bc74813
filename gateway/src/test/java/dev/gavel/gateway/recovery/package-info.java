@org.jspecify.annotations.NullMarked
package dev.gavel.gateway.recovery;
