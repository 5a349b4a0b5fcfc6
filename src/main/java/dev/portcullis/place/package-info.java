/**
 * Where an address is: the network that the policy names, and, if the operator has given MaxMind's files, the country and the autonomous system.
 *
 * <p>A name is the policy's, so it changes with the policy, for live sessions too. Country and autonomous system are what was known at the login and stay so: a newer
 * file says of the present, not of then.
 */
@NullMarked
package dev.portcullis.place;

import org.jspecify.annotations.NullMarked;
