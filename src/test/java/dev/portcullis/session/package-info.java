@NullMarked
package dev.portcullis.session;

import org.jspecify.annotations.NullMarked;
