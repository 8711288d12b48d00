/// What goes over the line: Phoenix Channels frames to records and back.
@NullMarked
package hubbub.wire;

import org.jspecify.annotations.NullMarked;
