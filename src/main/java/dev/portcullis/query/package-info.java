/**
 * The query language, in which operators say which sessions they mean: in lists, in the console, and wherever else sessions are chosen. A text becomes a {@link
 * dev.portcullis.query.Query}, which is put to a session here ({@code matches}) and to the database in {@code store}; a test holds the two to each other.
 *
 * <pre>{@code
 * query       = [ disjunction ] ;
 * disjunction = conjunction { "or" conjunction } ;
 * conjunction = negation { [ "and" ] negation } ;            (* side by side means and *)
 * negation    = ( "not" | "-" ) negation | primary ;         (* "-" directly before what it negates *)
 * primary     = "(" disjunction ")" | condition | word ;
 * condition   = field operator value { "," value } ;         (* without spaces; "," means or, after ":" and "=" *)
 * field       = letter { letter | digit | "-" | "_" } | "attribute." ( plain | quoted ) ;
 * operator    = ":" | "=" | "<" | "<=" | ">" | ">=" ;
 * value       = plain | quoted ;
 * word        = plain | quoted ;
 * plain       = character { character } ;                    (* no space, parenthesis or quotation mark; in a value no comma *)
 * quoted      = '"' { character | '\\"' | '\\\\' } '"' ;       (* always text: no keyword, field, star, none or any *)
 *
 * duration    = [ number "d" ] [ number "h" ] [ number "m" ] [ number "s" ] ;
 * moment      = date | instant (* RFC 3339 *) | "-" duration (* ago *) | "now" | "today" | "yesterday" ;
 * }</pre>
 *
 * <p>Fields and keywords are read whatever the case. What a field's values are ({@link dev.portcullis.query.Field.Kind}) decides which operators and values it takes:
 *
 * <ul>
 *   <li>Text contains the value ({@code :}) or is it ({@code =}), whatever the case ({@link dev.portcullis.query.Folding}).
 *   <li>A permission is the value exactly, or begins with what stands before a {@code *}.
 *   <li>An address is the value or lies in the network that it is. A network or an IPv6 address by itself is a condition, too.
 *   <li>Durations and moments are compared; a moment can also lie within a day ({@code created:today}). A day ends when the next begins, in UTC: {@code
 *       created>2026-11-24} is what was begun on the 25th and later.
 *   <li>{@code none} is the absence of a value, {@code any} the presence of one.
 * </ul>
 *
 * <p>A condition on a field that has no value (the address is not known; the session has not ended; nothing runs any more because it has) does not hold. A negation
 * holds whenever what it negates does not: {@code -ip:10.0.0.0/8} finds sessions without an address as well. There is no third truth value.
 */
@NullMarked
package dev.portcullis.query;

import org.jspecify.annotations.NullMarked;
