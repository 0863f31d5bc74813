@org.jspecify.annotations.NullMarked
package dev.gavel.gateway.results;
