/**
 * The wire: the records, names and problem types that cross HTTP, and their JSON. Server and client share them, so neither can drift.
 *
 * <p>JSON is camelCase, instants are RFC 3339 in UTC, absent values are left out. Nothing here carries a secret, except where its name says so ({@link
 * dev.portcullis.api.LoginRequest}, {@link dev.portcullis.api.LoginResponse}, {@link dev.portcullis.api.NewAccount}, {@link dev.portcullis.api.PasswordChange},
 * {@link dev.portcullis.api.TokenResponse}); those print themselves without it.
 */
@NullMarked
package dev.portcullis.api;

import org.jspecify.annotations.NullMarked;
