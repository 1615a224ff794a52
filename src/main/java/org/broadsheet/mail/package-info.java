/** In charge of the forms of mail: addresses, envelopes, replies, enhanced status codes, message composition. */
@NullMarked
package org.broadsheet.mail;

import org.jspecify.annotations.NullMarked;
