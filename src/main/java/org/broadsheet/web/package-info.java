/** In charge of what is served over HTTP: public pages, the console, the API. */
@NullMarked
package org.broadsheet.web;

import org.jspecify.annotations.NullMarked;
