/** In charge of people: subscribers, lists, subscriptions, suppressions, CSV in and out, unsubscribe tokens. */
@NullMarked
package org.broadsheet.subscriber;

import org.jspecify.annotations.NullMarked;
